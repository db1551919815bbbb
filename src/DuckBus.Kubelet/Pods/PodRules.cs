using DuckBus.Client.Queues;
using DuckBus.Kubelet.Probes;
using DuckBus.Kubelet.Runtime;
using DuckBus.Model.Core;

namespace DuckBus.Kubelet.Pods;

/// <summary>Kubernetes' rules for the life of a pod, as pure functions.</summary>
internal static class PodRules
{
    /// <summary>The pod's restart policy; Always unless given.</summary>
    public static string RestartPolicy(Pod pod) => pod.Spec.RestartPolicy is { Length: > 0 } policy ? policy : "Always";

    /// <summary>Whether a container that ended is to be started again.</summary>
    public static bool Restarts(Pod pod, ContainerRecord record)
    {
        if (pod.Spec.EphemeralContainers?.Any(one => one.Name == record.Name) ?? false) return false;
        var init = pod.Spec.InitContainers?.FirstOrDefault(one => one.Name == record.Name);
        if (init is { IsSidecar: true }) return true;
        // One that a probe condemned has failed, however it took the signal.
        var failed = record.End?.ExitCode != 0 || record.Health.Condemned is not null;
        return RestartPolicy(pod) switch
        {
            "Never" => false,
            "OnFailure" => failed,
            _ => init is null || failed,
        };
    }

    /// <summary>When the container may be started again after it ended.</summary>
    public static DateTimeOffset RestartAt(ContainerRecord record, KubeletOptions options) =>
        (record.End?.FinishedAt ?? DateTimeOffset.MinValue)
        + BackOff.Delay(record.Crashes, options.CrashBackoff, options.CrashBackoffMax);

    /// <summary>The init container that is to run now; null when all are through, which for a sidecar means that it has started.</summary>
    public static Container? NextInitContainer(Pod pod, PodState state)
    {
        if (pod.Spec.InitContainers is not { Count: > 0 } containers) return null;
        // Once an app container was started in this sandbox the init containers are through, whatever became of their remains.
        if (state.SandboxRuns && pod.Spec.Containers.Any(container => state.Of(container.Name).Here)) return null;
        return containers.FirstOrDefault(container =>
            state.Of(container.Name) is var record && (RunsAnew(pod, state, record) || !IsThrough(container, record)));
    }

    /// <summary>Whether the init containers after this one may start.</summary>
    public static bool IsThrough(Container init, ContainerRecord record) =>
        init.IsSidecar ? ContainerHealth.HasStarted(init, record) : record is { IsOver: true, End.ExitCode: 0 };

    /// <summary>Whether the container has to run because the sandbox is new: init containers prepare each sandbox.</summary>
    public static bool RunsAnew(Pod pod, PodState state, ContainerRecord record) =>
        !(state.SandboxRuns && record.Here) && (pod.Spec.InitContainers?.Any(one => one.Name == record.Name) ?? false);

    /// <summary>The ephemeral containers that were not started yet; they have no second life, also not in another sandbox.</summary>
    public static IEnumerable<EphemeralContainer> NewEphemeralContainers(Pod pod, PodState state) =>
        (pod.Spec.EphemeralContainers ?? []).Where(container => state.SandboxRuns && state.Of(container.Name).Life is null or ContainerLife.Created);

    /// <summary>When the pod has to be over; null if it may run for ever.</summary>
    public static DateTimeOffset? Deadline(Pod pod, PodState state) =>
        pod.Spec.ActiveDeadlineSeconds is { } seconds ? (pod.Status.StartTime ?? state.Since).AddSeconds(seconds) : null;

    /// <summary>Whether the pod ran longer than it may.</summary>
    public static bool IsTooLate(Pod pod, PodState state, DateTimeOffset now) => Deadline(pod, state) <= now;

    /// <summary>Whether the phase is one that never changes again.</summary>
    public static bool IsFinal(string? phase) => phase is "Succeeded" or "Failed";

    /// <summary>Whether nothing of the pod is to run any more.</summary>
    public static bool IsFinished(Pod pod, PodState state, DateTimeOffset now) =>
        IsFinal(pod.Status.Phase) || IsTooLate(pod, state, now) || IsFinal(Phase(pod, state));

    /// <summary>The phase that follows from the containers.</summary>
    public static string Phase(Pod pod, PodState state)
    {
        foreach (var init in (pod.Spec.InitContainers ?? []).Where(init => !init.IsSidecar))
            if (state.Of(init.Name) is { IsOver: true, End.ExitCode: not 0 } && RestartPolicy(pod) == "Never")
                return "Failed";

        var records = pod.Spec.Containers.Select(container => state.Of(container.Name)).ToList();
        if (records.Any(record => !record.IsRunning && !record.IsOver)) return "Pending";
        if (records.Any(record => record.IsRunning || Restarts(pod, record))) return "Running";
        return records.All(record => record.End?.ExitCode == 0) ? "Succeeded" : "Failed";
    }

    /// <summary>Where a container stands in its pod, as events about it say: <c>spec.containers{web}</c>.</summary>
    public static string PathOf(Pod pod, string container)
    {
        var list = pod.Spec.InitContainers?.Any(one => one.Name == container) == true ? "initContainers"
            : pod.Spec.EphemeralContainers?.Any(one => one.Name == container) == true ? "ephemeralContainers"
            : "containers";
        return $"spec.{list}{{{container}}}";
    }

    /// <summary>The identity by which the runtime knows the pod.</summary>
    public static PodIdentity Identity(Pod pod) =>
        new(pod.Metadata.Namespace ?? "", pod.Metadata.Name ?? "", pod.Metadata.Uid ?? "");
}
