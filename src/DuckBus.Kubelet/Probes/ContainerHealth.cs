using DuckBus.Kubelet.Pods;
using DuckBus.Model.Core;

namespace DuckBus.Kubelet.Probes;

/// <summary>What the probes of one attempt of a container found; null where they have not found anything yet.</summary>
internal sealed record ContainerHealth
{
    /// <summary>Before the first check.</summary>
    public static ContainerHealth Unknown { get; } = new();

    /// <summary>The verdict of the startup probe.</summary>
    public bool? Started { get; init; }

    /// <summary>The verdict of the readiness probe.</summary>
    public bool? Ready { get; init; }

    /// <summary>The probe for which the container has to be killed.</summary>
    public ProbeKind? Condemned { get; init; }

    /// <summary>Whether the container counts as started.</summary>
    public static bool HasStarted(Container container, ContainerRecord record) =>
        record.IsRunning && (container.StartupProbe is null || record.Health.Started == true);

    /// <summary>Whether the container can serve.</summary>
    public static bool IsReady(Container container, ContainerRecord record) =>
        HasStarted(container, record) && (container.ReadinessProbe is null || record.Health.Ready == true);

    /// <summary>The time that a container gets to end which a probe condemned.</summary>
    public static TimeSpan Grace(Pod pod, Container container, ProbeKind condemned)
    {
        var probe = condemned == ProbeKind.Startup ? container.StartupProbe : container.LivenessProbe;
        return probe?.TerminationGracePeriodSeconds is { } seconds ? TimeSpan.FromSeconds(seconds) : PodPlan.Grace(pod);
    }
}
