using DuckBus.Model.Core.Probes;

namespace DuckBus.ApiServer.Rules.Pods;

/// <summary>What Kubernetes fills in when a probe or a hook leaves it out.</summary>
internal static class ProbeDefaults
{
    public static Probe? Apply(Probe? probe) => probe is null ? null : probe with
    {
        HttpGet = Apply(probe.HttpGet),
        Grpc = probe.Grpc is null ? null : probe.Grpc with { Service = probe.Grpc.Service ?? "" },
        TimeoutSeconds = OrElse(probe.TimeoutSeconds, 1),
        PeriodSeconds = OrElse(probe.PeriodSeconds, 10),
        SuccessThreshold = OrElse(probe.SuccessThreshold, 1),
        FailureThreshold = OrElse(probe.FailureThreshold, 3),
    };

    public static Lifecycle? Apply(Lifecycle? lifecycle) => lifecycle is null ? null : lifecycle with
    {
        PostStart = Apply(lifecycle.PostStart),
        PreStop = Apply(lifecycle.PreStop),
    };

    private static LifecycleHandler? Apply(LifecycleHandler? handler) =>
        handler?.HttpGet is null ? handler : handler with { HttpGet = Apply(handler.HttpGet) };

    private static HttpGetAction? Apply(HttpGetAction? get) => get is null ? null : get with
    {
        Path = string.IsNullOrEmpty(get.Path) ? "/" : get.Path,
        Scheme = string.IsNullOrEmpty(get.Scheme) ? "HTTP" : get.Scheme,
    };

    /// <summary>Upstream these numbers have no null: zero means that nothing was said.</summary>
    private static int OrElse(int? value, int usual) => value is null or 0 ? usual : value.Value;
}
