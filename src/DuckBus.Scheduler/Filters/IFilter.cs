using DuckBus.Model.Core;
using DuckBus.Scheduler.Snapshots;

namespace DuckBus.Scheduler.Filters;

/// <summary>Says whether a pod may run on a node. Pure: no clock, no client.</summary>
public interface IFilter
{
    /// <summary>The reasons against the node, in the words of Kubernetes; empty if the pod may run there.</summary>
    IEnumerable<string> Reject(Pod pod, NodeInfo node);
}
