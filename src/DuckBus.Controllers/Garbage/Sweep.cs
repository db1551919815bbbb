using DuckBus.Client.Objects;
using DuckBus.Model.Core;

namespace DuckBus.Controllers.Garbage;

/// <summary>What has been kept for long enough. Pure.</summary>
public static class Sweep
{
    /// <summary>The oldest of the pods that have run to their end, beyond the number that is kept.</summary>
    public static IReadOnlyList<Pod> FinishedPods(IEnumerable<Pod> pods, int keep) =>
        [.. pods.Where(pod => Pods.IsFinished(pod) && !Pods.IsTerminating(pod)).OrderByDescending(pod => pod.Metadata.CreationTimestamp).Skip(keep)];
}
