using DuckBus.Client.Objects;
using DuckBus.Controllers.Workloads;
using DuckBus.Model.Apps;
using DuckBus.Model.Core;
using DuckBus.Model.Values;

namespace DuckBus.Controllers.DaemonSets;

/// <summary>The next step of a rolling update of a DaemonSet, within its limits. Pure.</summary>
public static class DaemonRollout
{
    /// <summary>Which old pods go now, and with a surge which nodes get a new one beside the old.</summary>
    public static DaemonPlan Step(DaemonSet set, IReadOnlyList<NodePods> nodes, string hash, DateTimeOffset now)
    {
        var (surge, unavailable) = Limits(set, nodes.Count(node => node.Eligibility.ShouldRun));
        var pairs = nodes
            .Where(node => node.Eligibility.ShouldRun || (node.Eligibility.MayStay && node.Pods.Count > 0))
            .Select(node => new Pair(
                node, Only(node.Pods, pod => DaemonPods.IsUpdated(pod, hash)), Only(node.Pods, pod => !DaemonPods.IsUpdated(pod, hash))))
            .ToList();
        return surge > 0 ? Surge(pairs, surge, IsAvailable) : Replace(pairs, unavailable, IsAvailable);

        bool IsAvailable(Pod pod) => Availability.IsAvailable(pod, set.Spec.MinReadySeconds, now);
    }

    /// <summary>How many nodes may have two pods, and on how many the pod may be unavailable. Percentages are rounded up.</summary>
    /// <param name="set">The set.</param>
    /// <param name="desired">How many nodes are to have a pod.</param>
    public static (int Surge, int Unavailable) Limits(DaemonSet set, int desired)
    {
        var rolling = set.Spec.UpdateStrategy?.RollingUpdate;
        var surge = Counts.Resolve(rolling?.MaxSurge ?? new IntOrString(0), desired, roundUp: true);
        var unavailable = Counts.Resolve(rolling?.MaxUnavailable ?? new IntOrString(1), desired, roundUp: true);
        return desired > 0 && surge == 0 && unavailable == 0 ? (0, 1) : (surge, unavailable);
    }

    /// <summary>Whether a node may have two pods during an update.</summary>
    internal static bool Surges(DaemonSet set) => set.Spec.UpdateStrategy?.Type != "OnDelete" && Limits(set, 1).Surge > 0;

    /// <summary>Old pods that are not available go at once; of the others as many as may be unavailable.</summary>
    private static DaemonPlan Replace(IReadOnlyList<Pair> pairs, int limit, Func<Pod, bool> isAvailable)
    {
        var missing = pairs.Count(pair => pair is { New: null, Old: null } or { New: not null, Old: not null } || !isAvailable((pair.New ?? pair.Old)!));
        var old = pairs.Where(pair => pair is { New: null, Old: not null }).Select(pair => pair.Old!).ToList();
        return new DaemonPlan([], [.. old.Where(pod => !isAvailable(pod)), .. old.Where(isAvailable).Take(Math.Max(0, limit - missing))]);
    }

    /// <summary>Nodes whose old pod is not available get a new one at once; of the others as many as may have two.</summary>
    private static DaemonPlan Surge(IReadOnlyList<Pair> pairs, int limit, Func<Pod, bool> isAvailable)
    {
        var surged = pairs.Count(pair => pair is { New: not null, Old: not null } && !isAvailable(pair.New));
        var waiting = pairs.Where(pair => pair is { New: null, Old: not null } && pair.Node.Eligibility.ShouldRun).ToList();
        return new DaemonPlan(
            [
                .. waiting.Where(pair => !isAvailable(pair.Old!)).Select(pair => pair.Node.Node),
                .. waiting.Where(pair => isAvailable(pair.Old!)).Take(Math.Max(0, limit - surged)).Select(pair => pair.Node.Node),
            ],
            []);
    }

    // What terminates or has ended is no longer counted on; of several the oldest counts.
    private static Pod? Only(IReadOnlyList<Pod> pods, Func<Pod, bool> which) => pods.FirstOrDefault(pod => Pods.IsActive(pod) && which(pod));

    private sealed record Pair(NodePods Node, Pod? New, Pod? Old);
}
