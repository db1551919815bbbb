using DuckBus.Model.Core;
using DuckBus.Scheduler.Filters;
using DuckBus.Scheduler.Snapshots;

namespace DuckBus.Scheduler;

/// <summary>The scheduler's whole thinking: a snapshot and a pod go in, a decision comes out. Pure and deterministic.</summary>
public static class Scheduling
{
    /// <summary>What a node must pass, in this order; the first filter that rejects a node gives its reasons.</summary>
    public static IReadOnlyList<IFilter> Filters { get; } =
    [
        new UnschedulableFilter(), new NodeReadyFilter(), new TaintTolerationFilter(),
        new NodeAffinityFilter(), new HostPortsFilter(), new ResourcesFilter(),
    ];

    /// <summary>Chooses the best node that passes every filter; among equals the first by name.</summary>
    public static Decision Schedule(ClusterSnapshot snapshot, Pod pod, Strategy strategy)
    {
        var rejected = new SortedDictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        NodeInfo? best = null;
        foreach (var node in snapshot.Nodes)
        {
            var reasons = Filters.Select(filter => filter.Reject(pod, node).ToList()).FirstOrDefault(each => each.Count > 0);
            if (reasons is not null) rejected[node.Name] = reasons;
            else if (best is null || IsBetter(strategy, pod, node, best)) best = node;
        }
        return new Decision(best?.Name, rejected);
    }

    private static bool IsBetter(Strategy strategy, Pod pod, NodeInfo node, NodeInfo best) =>
        strategy.Scores.Select(score => score.Rate(pod, node).CompareTo(score.Rate(pod, best))).FirstOrDefault(order => order != 0) > 0;
}
