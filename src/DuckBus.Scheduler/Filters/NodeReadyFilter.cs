using DuckBus.Client.Objects;
using DuckBus.Model.Core;
using DuckBus.Scheduler.Snapshots;

namespace DuckBus.Scheduler.Filters;

/// <summary>
/// Keeps pods off nodes whose Ready condition is not True. A pod that tolerates the taint that goes with it
/// (<c>not-ready</c>, <c>unreachable</c>) may run there all the same.
/// </summary>
public sealed class NodeReadyFilter : IFilter
{
    private static readonly Taint NotReady = new() { Key = "node.kubernetes.io/not-ready", Effect = "NoSchedule" };
    private static readonly Taint Unreachable = new() { Key = "node.kubernetes.io/unreachable", Effect = "NoSchedule" };

    /// <inheritdoc />
    public IEnumerable<string> Reject(Pod pod, NodeInfo node)
    {
        var ready = Conditions.Find(node.Node?.Status.Conditions, "Ready")?.Status;
        if (ready == "True") yield break;
        var taint = ready == "Unknown" ? Unreachable : NotReady;
        if (pod.Spec.Tolerations?.Any(toleration => toleration.Tolerates(taint)) != true) yield return "node(s) were not ready";
    }
}
