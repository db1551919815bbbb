using DuckBus.Model.Core;
using DuckBus.Scheduler.Snapshots;

namespace DuckBus.Scheduler.Scores;

/// <summary>Prefers nodes that the pod's preferred node affinity matches: the weights of the terms that match add up.</summary>
public sealed class PreferredNodeScore : IScore
{
    /// <inheritdoc />
    public decimal Rate(Pod pod, NodeInfo node) => pod.Spec.Affinity?.NodeAffinity?.PreferredDuringSchedulingIgnoredDuringExecution?
        .Where(term => node.Node is not null && term.Preference.Matches(node.Node))
        .Sum(term => term.Weight) ?? 0;
}
