using DuckBus.Client.Objects;
using DuckBus.Model.Core;

namespace DuckBus.Dashboard.Facts;

/// <summary>Reads the facts out of a pod. Pure.</summary>
public static class PodReading
{
    private const string TemplateHash = "pod-template-hash";

    // Words of the kubelet for a start that takes its time, not for one that cannot succeed.
    private static readonly HashSet<string> OnTheWay = new(["ContainerCreating", "PodInitializing", "Pulling"], StringComparer.Ordinal);

    /// <summary>The facts of a pod.</summary>
    public static PodFacts Of(Pod pod)
    {
        var statuses = pod.Status.ContainerStatuses ?? [];
        var (state, reason) = StateOf(pod, statuses);
        return new PodFacts(
            pod.Metadata.Uid ?? "", pod.Metadata.Namespace ?? "", pod.Metadata.Name ?? "",
            Pods.IsBound(pod) ? pod.Spec.NodeName : null, state, reason, statuses.Sum(status => status.RestartCount), LastEnd(statuses),
            Owners.ControllerOf(pod)?.Kind, FamilyOf(pod), pod.Metadata.CreationTimestamp ?? default, Pods.ReadySince(pod));
    }

    private static (PodState State, string? Reason) StateOf(Pod pod, IReadOnlyList<ContainerStatus> statuses)
    {
        if (Pods.IsTerminating(pod)) return (PodState.Stopping, null);
        if (pod.Status.Phase == "Succeeded") return (PodState.Done, null);
        if (pod.Status.Phase == "Failed") return (PodState.Failed, pod.Status.Reason ?? Ended(statuses) ?? pod.Status.Message);
        if (!Pods.IsBound(pod)) return (PodState.Waiting, Conditions.Find(pod.Status.Conditions, "PodScheduled")?.Message);
        var inits = pod.Status.InitContainerStatuses ?? [];
        if (Waiting(statuses.Concat(inits)) is { } waiting)
            return waiting == "CrashLoopBackOff" ? (PodState.Crashed, waiting) : (PodState.Stuck, waiting);
        if (Ended(statuses) is { } ended) return (PodState.Crashed, ended);
        if (Pods.IsReady(pod)) return (PodState.Ready, null);
        return pod.Status.Phase == "Running" && statuses.All(status => status.State?.Running is not null) ? (PodState.Running, null) : (PodState.Starting, null);
    }

    private static string? Waiting(IEnumerable<ContainerStatus> statuses) => statuses
        .Select(status => status.State?.Waiting?.Reason)
        .FirstOrDefault(reason => reason is not null && !OnTheWay.Contains(reason));

    private static string? Ended(IEnumerable<ContainerStatus> statuses) => statuses
        .Select(status => status.State?.Terminated).OfType<ContainerStateTerminated>().Select(Words).FirstOrDefault();

    private static string? LastEnd(IReadOnlyList<ContainerStatus> statuses) => statuses
        .Select(status => status.LastState?.Terminated).OfType<ContainerStateTerminated>().Select(Words).FirstOrDefault();

    private static string Words(ContainerStateTerminated ended) => ended.Reason is "OOMKilled" ? "out of memory" : $"exit code {ended.ExitCode}";

    // Of a Deployment's pod the owner is a ReplicaSet whose name ends in the hash of the template.
    private static string FamilyOf(Pod pod)
    {
        if (Owners.ControllerOf(pod)?.Name is not { } owner) return pod.Metadata.Name ?? "";
        var hash = pod.Metadata.Labels?.GetValueOrDefault(TemplateHash);
        return hash is not null && owner.EndsWith("-" + hash, StringComparison.Ordinal) ? owner[..^(hash.Length + 1)] : owner;
    }
}
