using DuckBus.Client.Objects;
using DuckBus.Model.Core;

namespace DuckBus.Controllers.Workloads;

/// <summary>A pod is available once it has been ready for <c>minReadySeconds</c>. Pure.</summary>
public static class Availability
{
    /// <summary>Whether the pod is available.</summary>
    public static bool IsAvailable(Pod pod, int? minReadySeconds, DateTimeOffset now) => In(pod, minReadySeconds, now) == TimeSpan.Zero;

    /// <summary>How long until the first of the ready pods that are not available becomes so; null if none is about to.</summary>
    public static TimeSpan? NextIn(IEnumerable<Pod> pods, int? minReadySeconds, DateTimeOffset now) =>
        pods.Select(pod => In(pod, minReadySeconds, now)).Where(left => left > TimeSpan.Zero).Min();

    private static TimeSpan? In(Pod pod, int? minReadySeconds, DateTimeOffset now)
    {
        if (Pods.ReadySince(pod) is not { } since) return null;
        if (minReadySeconds is not > 0) return TimeSpan.Zero;
        var left = since + TimeSpan.FromSeconds(minReadySeconds.Value) - now;
        return left > TimeSpan.Zero ? left : TimeSpan.Zero;
    }
}
