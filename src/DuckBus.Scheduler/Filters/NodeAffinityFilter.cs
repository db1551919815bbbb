using DuckBus.Model.Core;
using DuckBus.Model.Meta;
using DuckBus.Scheduler.Snapshots;

namespace DuckBus.Scheduler.Filters;

/// <summary>Keeps pods off nodes that their nodeSelector or their required node affinity does not match.</summary>
public sealed class NodeAffinityFilter : IFilter
{
    /// <inheritdoc />
    public IEnumerable<string> Reject(Pod pod, NodeInfo node)
    {
        var selector = new LabelSelector { MatchLabels = pod.Spec.NodeSelector };
        var required = pod.Spec.Affinity?.NodeAffinity?.RequiredDuringSchedulingIgnoredDuringExecution;
        if (!selector.Matches(node.Node?.Metadata.Labels) || (required is not null && (node.Node is null || !required.Matches(node.Node))))
            yield return "node(s) didn't match Pod's node affinity/selector";
    }
}
