using DuckBus.Model.Core;

namespace DuckBus.ApiServer.Tables;

/// <summary>A pod in one line, as <c>kubectl get pods</c> sums it up. Pure.</summary>
/// <param name="Status">The phase, or what tells more: <c>Init:0/1</c>, <c>CrashLoopBackOff</c>, <c>Completed</c>, <c>Terminating</c>.</param>
/// <param name="Ready">How many containers are ready.</param>
/// <param name="Containers">How many there are; sidecars count.</param>
/// <param name="Restarts">How often containers were restarted: those that run now, or the init containers while these run.</param>
/// <param name="LastRestart">When the container that restarted last had ended.</param>
internal sealed record PodSummary(string Status, int Ready, int Containers, int Restarts, DateTimeOffset? LastRestart)
{
    public static PodSummary Of(Pod pod)
    {
        var sidecars = pod.Spec.Sidecars().Select(container => container.Name).ToHashSet(StringComparer.Ordinal);
        var init = pod.Status.InitContainerStatuses ?? [];
        var passed = init.TakeWhile(status => IsDone(status) || IsStarted(status, sidecars)).ToList();
        var summary = new PodSummary(Phase(pod), 0, pod.Spec.Containers.Count + sidecars.Count, 0, null);
        if (passed.Count < init.Count)
            summary = summary.Restarted([.. init.Take(passed.Count + 1)]) with { Status = Initialization(init[passed.Count], passed.Count, pod) };
        if (passed.Count == init.Count || HasCondition(pod, "Initialized"))
            summary = summary.Running(pod, [.. init.Where(status => sidecars.Contains(status.Name))]);
        summary = summary with { Ready = summary.Ready + passed.Count(status => !IsDone(status) && status.Ready) };
        if (pod.Metadata.DeletionTimestamp is null) return summary;
        if (pod.Status.Reason == "NodeLost") return summary with { Status = "Unknown" };
        return pod.Status.Phase is "Succeeded" or "Failed" ? summary : summary with { Status = "Terminating" };
    }

    private static string Phase(Pod pod)
    {
        if (pod.Status.Conditions?.Any(condition => condition is { Type: "PodScheduled", Reason: "SchedulingGated" }) is true) return "SchedulingGated";
        return string.IsNullOrEmpty(pod.Status.Reason) ? pod.Status.Phase ?? "" : pod.Status.Reason;
    }

    /// <summary>What the init container that holds the pod up is doing.</summary>
    private static string Initialization(ContainerStatus blocker, int index, Pod pod) => blocker.State switch
    {
        { Terminated: { } ended } => $"Init:{Outcome(ended)}",
        { Waiting.Reason: { Length: > 0 } reason } when reason != "PodInitializing" => $"Init:{reason}",
        _ => $"Init:{index}/{pod.Spec.InitContainers?.Count ?? 0}",
    };

    /// <summary>Goes by the containers proper, the first of which has the last word.</summary>
    private PodSummary Running(Pod pod, IReadOnlyList<ContainerStatus> sidecars)
    {
        var containers = pod.Status.ContainerStatuses ?? [];
        var (status, ready) = (Status, 0);
        foreach (var container in containers.Reverse())
        {
            if (container.State is { Waiting.Reason: { Length: > 0 } reason }) status = reason;
            else if (container.State is { Terminated: { } ended }) status = Outcome(ended);
            else if (container is { Ready: true, State.Running: not null }) ready++;
        }

        if (status == "Completed" && ready > 0) status = HasCondition(pod, "Ready") ? "Running" : "NotReady";
        return Restarted([.. sidecars, .. containers]) with { Status = status, Ready = ready };
    }

    private PodSummary Restarted(IReadOnlyList<ContainerStatus> containers) => this with
    {
        Restarts = containers.Sum(container => container.RestartCount),
        LastRestart = containers.Max(container => container.LastState?.Terminated?.FinishedAt),
    };

    private static string Outcome(ContainerStateTerminated ended) => ended switch
    {
        { Reason.Length: > 0 } => ended.Reason,
        { Signal: not (null or 0) } => $"Signal:{ended.Signal}",
        _ => $"ExitCode:{ended.ExitCode}",
    };

    private static bool IsDone(ContainerStatus status) => status.State?.Terminated is { ExitCode: 0 };

    private static bool IsStarted(ContainerStatus status, HashSet<string> sidecars) => sidecars.Contains(status.Name) && status.Started is true;

    private static bool HasCondition(Pod pod, string type) =>
        pod.Status.Conditions?.Any(condition => condition.Type == type && condition.Status == "True") is true;
}
