using DuckBus.Model.Core;

namespace DuckBus.Controllers.Nodes;

/// <summary>When the NoExecute taints of a node drive a pod away. Pure.</summary>
public static class Evictions
{
    /// <summary>
    /// The time at which the pod has to go; null if it may stay. A pod that says how long it tolerates a taint has that long,
    /// one that does not tolerate it has the default of the taint.
    /// </summary>
    /// <param name="pod">The pod.</param>
    /// <param name="taints">The taints of its node.</param>
    /// <param name="defaultFor">How long a taint is borne by pods that say nothing about it.</param>
    /// <param name="now">The time, for taints that do not say when they were added.</param>
    public static DateTimeOffset? DueAt(Pod pod, IReadOnlyList<Taint>? taints, Func<Taint, TimeSpan> defaultFor, DateTimeOffset now) =>
        (taints ?? [])
            .Where(taint => taint.Effect == "NoExecute")
            .Select(taint => (taint.TimeAdded ?? now) + Patience(pod, taint, defaultFor))
            .Min();

    private static TimeSpan? Patience(Pod pod, Taint taint, Func<Taint, TimeSpan> defaultFor)
    {
        var tolerations = pod.Spec.Tolerations?.Where(toleration => toleration.Tolerates(taint)).ToList() ?? [];
        if (tolerations.Count == 0) return defaultFor(taint);
        return tolerations.Min(toleration => toleration.TolerationSeconds) is { } seconds
            ? TimeSpan.FromSeconds(Math.Clamp(seconds, 0, int.MaxValue))
            : null;
    }
}
