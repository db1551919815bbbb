using DuckBus.Model.Core;

namespace DuckBus.ApiServer.Containers;

/// <summary>The state of a pod in a word, as <c>kubectl get pods</c> says it. Pure.</summary>
internal static class PodStates
{
    public static ContainerPod Show(Pod pod)
    {
        var (state, message) = Of(pod);
        return new ContainerPod(pod.Metadata.Name!, string.IsNullOrEmpty(pod.Spec.NodeName) ? null : pod.Spec.NodeName, state, null,
            pod.Status.PodIP, pod.Status.ContainerStatuses?.Sum(status => status.RestartCount) ?? 0, message);
    }

    public static bool IsReady(Pod pod) =>
        pod.Metadata.DeletionTimestamp is null && (pod.Status.Conditions ?? []).Any(condition => condition is { Type: "Ready", Status: "True" });

    private static (string State, string? Message) Of(Pod pod)
    {
        if (pod.Metadata.DeletionTimestamp is not null) return ("Terminating", null);
        if (pod.Status.Reason is { Length: > 0 } reason) return (reason, pod.Status.Message);
        var states = (pod.Status.ContainerStatuses ?? []).Select(status => status.State).OfType<ContainerState>().ToList();
        if (states.Select(state => state.Waiting).FirstOrDefault(waiting => waiting?.Reason is not null) is { } waits) return (waits.Reason!, waits.Message);
        if (states.Select(state => state.Terminated).FirstOrDefault(terminated => terminated is not null) is { } ended)
            return (ended.Reason ?? (ended.ExitCode == 0 ? "Completed" : "Error"), ended.Message ?? $"exit code {ended.ExitCode}");
        var phase = pod.Status.Phase ?? "Pending";
        if (phase != "Pending") return (phase, pod.Status.Message);
        var unscheduled = (pod.Status.Conditions ?? []).FirstOrDefault(condition => condition is { Type: "PodScheduled", Status: "False" });
        return string.IsNullOrEmpty(pod.Spec.NodeName) ? ("Pending", unscheduled?.Message ?? "waits for a node") : ("Pending", null);
    }
}
