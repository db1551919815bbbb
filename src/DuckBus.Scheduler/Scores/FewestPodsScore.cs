using DuckBus.Model.Core;
using DuckBus.Scheduler.Snapshots;

namespace DuckBus.Scheduler.Scores;

/// <summary>
/// Prefers the node with the fewest pods: turn by turn on nodes that are alike. A counter would do the same until the first pod
/// is deleted or a node returns empty; this stays fair.
/// </summary>
public sealed class FewestPodsScore : IScore
{
    /// <inheritdoc />
    public decimal Rate(Pod pod, NodeInfo node) => -node.ActivePods;
}
