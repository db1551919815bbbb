using DuckBus.Model.Core;
using DuckBus.Model.Core.Security;

namespace DuckBus.ApiServer.Rules;

/// <summary>What Kubernetes fills in when a pod leaves it out.</summary>
internal static class PodSpecDefaults
{
    public static PodSpec Apply(PodSpec spec) => spec with
    {
        RestartPolicy = spec.RestartPolicy ?? "Always",
        TerminationGracePeriodSeconds = spec.TerminationGracePeriodSeconds ?? 30,
        DnsPolicy = spec.DnsPolicy ?? "ClusterFirst",
        SchedulerName = spec.SchedulerName ?? "default-scheduler",
        SecurityContext = spec.SecurityContext ?? new PodSecurityContext(), // kubectl debug counts on it.
        Containers = [.. spec.Containers.Select(Apply)],
        InitContainers = spec.InitContainers is null ? null : [.. spec.InitContainers.Select(Apply)],
        EphemeralContainers = spec.EphemeralContainers is null ? null : [.. spec.EphemeralContainers.Select(Apply)],
    };

    /// <summary>Always for an image without a tag or with the tag <c>latest</c>, else IfNotPresent.</summary>
    public static string PullPolicy(string? image)
    {
        var name = image ?? "";
        if (name.Contains('@')) return "IfNotPresent";
        var colon = name.LastIndexOf(':');
        var tag = colon > name.LastIndexOf('/') ? name[(colon + 1)..] : "latest";
        return tag == "latest" ? "Always" : "IfNotPresent";
    }

    private static T Apply<T>(T container) where T : Container => (T)(container with
    {
        ImagePullPolicy = container.ImagePullPolicy ?? PullPolicy(container.Image),
        TerminationMessagePath = container.TerminationMessagePath ?? "/dev/termination-log",
        TerminationMessagePolicy = container.TerminationMessagePolicy ?? "File",
        Ports = container.Ports is null ? null : [.. container.Ports.Select(port => port with { Protocol = port.Protocol ?? "TCP" })],
        Env = container.Env is null ? null : [.. container.Env.Select(Apply)],
        Resources = container.Resources is { Limits: { } limits } resources
            ? resources with { Requests = limits.Concat(resources.Requests ?? limits).GroupBy(r => r.Key, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.Last().Value, StringComparer.Ordinal) }
            : container.Resources,
    });

    private static EnvVar Apply(EnvVar variable) =>
        variable.ValueFrom is { FieldRef: { ApiVersion: null } field } source
            ? variable with { ValueFrom = source with { FieldRef = field with { ApiVersion = "v1" } } }
            : variable;
}
