using DuckBus.ApiServer.Rules.Pods;
using DuckBus.Model.Core;
using DuckBus.Model.Core.Security;

namespace DuckBus.ApiServer.Rules;

/// <summary>What Kubernetes fills in when a pod leaves it out.</summary>
internal static class PodSpecDefaults
{
    public static PodSpec Apply(PodSpec spec) => spec with
    {
        Volumes = spec.Volumes is null ? null : [.. spec.Volumes.Select(VolumeDefaults.Apply)],
        SecurityContext = spec.SecurityContext ?? new PodSecurityContext(),
        EnableServiceLinks = spec.EnableServiceLinks ?? true,
        ServiceAccountName = Account(spec),
        ServiceAccount = Account(spec),
        RestartPolicy = spec.RestartPolicy ?? "Always",
        TerminationGracePeriodSeconds = spec.TerminationGracePeriodSeconds ?? 30,
        DnsPolicy = spec.DnsPolicy ?? "ClusterFirst",
        SchedulerName = spec.SchedulerName ?? "default-scheduler",
        Containers = [.. spec.Containers.Select(container => Apply(container, spec))],
        InitContainers = spec.InitContainers is null ? null : [.. spec.InitContainers.Select(container => Apply(container, spec))],
        EphemeralContainers = spec.EphemeralContainers is null ? null : [.. spec.EphemeralContainers.Select(container => Apply(container, spec))],
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

    private static T Apply<T>(T container, PodSpec spec) where T : Container => (T)(container with
    {
        ImagePullPolicy = container.ImagePullPolicy ?? PullPolicy(container.Image),
        TerminationMessagePath = container.TerminationMessagePath ?? "/dev/termination-log",
        TerminationMessagePolicy = container.TerminationMessagePolicy ?? "File",
        Ports = container.Ports is null ? null : [.. container.Ports.Select(port => Apply(port, spec.HostNetwork == true))],
        LivenessProbe = ProbeDefaults.Apply(container.LivenessProbe),
        ReadinessProbe = ProbeDefaults.Apply(container.ReadinessProbe),
        StartupProbe = ProbeDefaults.Apply(container.StartupProbe),
        Lifecycle = ProbeDefaults.Apply(container.Lifecycle),
        Env = container.Env is null ? null : [.. container.Env.Select(Apply)],
        Resources = container.Resources is { Limits: { } limits } resources
            ? resources with { Requests = limits.Concat(resources.Requests ?? limits).GroupBy(r => r.Key, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.Last().Value, StringComparer.Ordinal) }
            : container.Resources,
    });

    private static EnvVar Apply(EnvVar variable) => variable.ValueFrom is { FieldRef: not null } source
        ? variable with { ValueFrom = source with { FieldRef = VolumeDefaults.Apply(source.FieldRef) } }
        : variable;

    /// <summary>In the node's network a port is the same inside and outside.</summary>
    private static ContainerPort Apply(ContainerPort port, bool hostNetwork) => port with
    {
        Protocol = port.Protocol ?? "TCP",
        HostPort = hostNetwork && port.HostPort is (null or 0) ? port.Port : port.HostPort,
    };

    /// <summary>The account has two names in a pod, an old one and a new one, and both say the same.</summary>
    public static string? Account(PodSpec spec) =>
        string.IsNullOrEmpty(spec.ServiceAccountName) ? string.IsNullOrEmpty(spec.ServiceAccount) ? null : spec.ServiceAccount : spec.ServiceAccountName;
}
