using DuckBus.Client.Queues;
using DuckBus.Kubelet.Pods;
using DuckBus.Kubelet.Probes;
using DuckBus.Kubelet.Runtime;
using DuckBus.Model.Core;

namespace DuckBus.Kubelet.Statuses;

/// <summary>The status of one container, as Kubernetes tells it.</summary>
internal static class ContainerStatusBuilder
{
    /// <summary>The reason of a container that waits for the next try to pull its image.</summary>
    public const string ImagePullBackOff = "ImagePullBackOff";

    /// <summary>The status that follows from what the kubelet knows.</summary>
    /// <param name="pod">The pod.</param>
    /// <param name="container">The container.</param>
    /// <param name="state">What is known of the pod.</param>
    /// <param name="facts">What is known of the node.</param>
    /// <param name="options">The back-offs.</param>
    /// <param name="now">The time.</param>
    public static ContainerStatus Build(
        Pod pod, Container container, PodState state, NodeFacts facts, KubeletOptions options, DateTimeOffset now)
    {
        var record = state.Of(container.Name);
        var waiting = record.IsRunning ? null : Waiting(pod, container, record, state, options, now);
        var isInit = pod.Spec.InitContainers?.Any(one => one.Name == container.Name && !one.IsSidecar) ?? false;
        return new ContainerStatus
        {
            Name = container.Name,
            State = record.IsRunning ? new ContainerState { Running = new ContainerStateRunning { StartedAt = record.StartedAt } }
                : waiting is not null ? new ContainerState { Waiting = waiting }
                : new ContainerState { Terminated = record.End },
            LastState = waiting is not null && record.End is not null ? new ContainerState { Terminated = record.End }
                : record.EndBefore is not null ? new ContainerState { Terminated = record.EndBefore }
                : new ContainerState(),
            Ready = container is EphemeralContainer ? false : isInit ? record is { IsOver: true, End.ExitCode: 0 } : ContainerHealth.IsReady(container, record),
            Started = container is not EphemeralContainer && ContainerHealth.HasStarted(container, record),
            RestartCount = record.Attempt,
            Image = record.Image.Length > 0 ? record.Image : container.Image ?? "",
            ImageID = record.ImageId,
            ContainerID = record.Id is null || record.Life == ContainerLife.Created ? null : $"{facts.RuntimeName}://{record.Id}",
        };
    }

    private static ContainerStateWaiting? Waiting(
        Pod pod, Container container, ContainerRecord record, PodState state, KubeletOptions options, DateTimeOffset now)
    {
        if (PodRules.IsFinished(pod, state, now) && record.IsOver) return null;
        if (record.Trouble is { } trouble) return Describe(pod, container, trouble, now);
        if (record.IsOver && !PodRules.RunsAnew(pod, state, record))
        {
            if (!PodRules.Restarts(pod, record) || PodRules.RestartAt(record, options) <= now) return null;
            var delay = BackOff.Delay(record.Crashes, options.CrashBackoff, options.CrashBackoffMax);
            return new ContainerStateWaiting
            {
                Reason = "CrashLoopBackOff",
                Message = $"back-off {Duration(delay)} restarting failed container={record.Name} "
                    + $"pod={pod.Metadata.Name}_{pod.Metadata.Namespace}({pod.Metadata.Uid})",
            };
        }

        return new ContainerStateWaiting
        {
            Reason = ReasonOf(pod, null, now),
            Message = state.SandboxTrouble?.Message,
        };
    }

    /// <summary>Why a container waits: what failed, unless that is the pod's trouble and nothing was done for the container yet.</summary>
    public static string ReasonOf(Pod pod, Trouble? trouble, DateTimeOffset now) =>
        trouble?.BackoffShownFrom <= now ? ImagePullBackOff
        : trouble is { Reason: not Trouble.MountError } ? trouble.Reason
        : pod.Spec.InitContainers is { Count: > 0 } ? "PodInitializing"
        : "ContainerCreating";

    private static ContainerStateWaiting Describe(Pod pod, Container container, Trouble trouble, DateTimeOffset now) =>
        ReasonOf(pod, trouble, now) is var reason && reason == ImagePullBackOff
            ? new ContainerStateWaiting { Reason = reason, Message = $"Back-off pulling image \"{container.Image}\": {trouble.Message}" }
            : new ContainerStateWaiting { Reason = reason, Message = trouble.Message };

    private static string Duration(TimeSpan time) =>
        time.TotalMinutes >= 1 ? $"{(int)time.TotalMinutes}m{time.Seconds}s" : $"{time.TotalSeconds:0.###}s";
}
