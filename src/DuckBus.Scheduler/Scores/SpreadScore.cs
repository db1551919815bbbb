using DuckBus.Client.Objects;
using DuckBus.Model.Core;
using DuckBus.Scheduler.Snapshots;

namespace DuckBus.Scheduler.Scores;

/// <summary>
/// Prefers the node with the fewest pods of the same controller, as Kubernetes' default topology spread does over host names: what is there
/// several times is not to go with one node. Pods that are alone are all the same to it.
/// </summary>
public sealed class SpreadScore : IScore
{
    /// <inheritdoc />
    public decimal Rate(Pod pod, NodeInfo node) => Owners.ControllerOf(pod) is { } controller ? -node.Replicas.GetValueOrDefault(controller.Uid) : 0;
}
