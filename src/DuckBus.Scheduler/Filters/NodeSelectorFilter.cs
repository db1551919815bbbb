using DuckBus.Model.Core;
using DuckBus.Model.Meta;
using DuckBus.Scheduler.Snapshots;

namespace DuckBus.Scheduler.Filters;

/// <summary>Keeps pods off nodes that lack a label of their nodeSelector.</summary>
public sealed class NodeSelectorFilter : IFilter
{
    /// <inheritdoc />
    public IEnumerable<string> Reject(Pod pod, NodeInfo node)
    {
        var selector = new LabelSelector { MatchLabels = pod.Spec.NodeSelector };
        if (!selector.Matches(node.Node?.Metadata.Labels)) yield return "node(s) didn't match Pod's node affinity/selector";
    }
}
