using DuckBus.Model.Core;
using DuckBus.Scheduler.Snapshots;

namespace DuckBus.Scheduler.Filters;

/// <summary>Keeps pods off nodes that are cordoned, unless they tolerate <c>node.kubernetes.io/unschedulable</c>, or being deleted.</summary>
public sealed class UnschedulableFilter : IFilter
{
    private static readonly Taint Unschedulable = new() { Key = "node.kubernetes.io/unschedulable", Effect = "NoSchedule" };

    /// <inheritdoc />
    public IEnumerable<string> Reject(Pod pod, NodeInfo node)
    {
        var tolerated = pod.Spec.Tolerations?.Any(toleration => toleration.Tolerates(Unschedulable)) == true;
        if (node.Node?.Metadata.DeletionTimestamp is not null || (node.Node?.Spec.Unschedulable == true && !tolerated))
            yield return "node(s) were unschedulable";
    }
}
