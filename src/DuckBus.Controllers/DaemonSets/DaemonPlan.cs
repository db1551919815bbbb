using DuckBus.Client.Objects;
using DuckBus.Controllers.Workloads;
using DuckBus.Model.Apps;
using DuckBus.Model.Core;

namespace DuckBus.Controllers.DaemonSets;

/// <summary>The next step of a DaemonSet: which nodes get a pod, and which pods go. Pure; called again after every change.</summary>
/// <param name="Create">The nodes that get a pod of the present template.</param>
/// <param name="Delete">The pods that go.</param>
public sealed record DaemonPlan(IReadOnlyList<string> Create, IReadOnlyList<Pod> Delete)
{
    /// <summary>Kubernetes' limit of pods created or deleted in one go.</summary>
    public const int Burst = 250;

    /// <summary>The step that comes next.</summary>
    /// <param name="set">What is declared.</param>
    /// <param name="nodes">The nodes with the pods of the set.</param>
    /// <param name="hash">The hash of the present template.</param>
    /// <param name="now">The time.</param>
    public static DaemonPlan For(DaemonSet set, IReadOnlyList<NodePods> nodes, string hash, DateTimeOffset now)
    {
        var steps = nodes.Select(node => Keep(set, node, hash, now)).ToList();
        if (set.Spec.UpdateStrategy?.Type != "OnDelete") steps.Add(DaemonRollout.Step(set, nodes, hash, now));
        return new DaemonPlan(
            [.. steps.SelectMany(step => step.Create).Distinct(StringComparer.Ordinal).Take(Burst)],
            [.. steps.SelectMany(step => step.Delete).DistinctBy(pod => pod.Metadata.Uid).Take(Burst)]);
    }

    /// <summary>One pod on each node that is to have one; what is too much goes, and what has run to its end is replaced.</summary>
    private static DaemonPlan Keep(DaemonSet set, NodePods node, string hash, DateTimeOffset now)
    {
        if (!node.Eligibility.MayStay) return new DaemonPlan([], [.. node.Pods.Where(pod => !Pods.IsTerminating(pod))]);
        if (node.Pods.Count == 0) return new DaemonPlan(node.Eligibility.ShouldRun ? [node.Node] : [], []);
        var finished = node.Pods.Where(pod => Pods.IsFinished(pod) && !Pods.IsTerminating(pod)).ToList();
        var running = node.Pods.Where(Pods.IsActive).ToList();
        if (DaemonRollout.Surges(set)) return new DaemonPlan([], [.. finished, .. Superseded(set, running, hash, now)]);
        return new DaemonPlan([], [.. finished, .. running.Skip(1)]);
    }

    /// <summary>With a surge an old and a new pod are on a node for a while: until the new one is available, or the old one is of no use.</summary>
    private static IEnumerable<Pod> Superseded(DaemonSet set, List<Pod> running, string hash, DateTimeOffset now)
    {
        var (newer, older) = (running.Where(pod => DaemonPods.IsUpdated(pod, hash)).ToList(), running.Where(pod => !DaemonPods.IsUpdated(pod, hash)).ToList());
        var more = newer.Skip(1).Concat(older.Skip(1));
        return newer is [var latest, ..] && older is [var old, ..] && (!Pods.IsReady(old) || Availability.IsAvailable(latest, set.Spec.MinReadySeconds, now))
            ? more.Append(old)
            : more;
    }
}
