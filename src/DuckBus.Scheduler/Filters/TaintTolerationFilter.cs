using DuckBus.Model.Core;
using DuckBus.Scheduler.Snapshots;

namespace DuckBus.Scheduler.Filters;

/// <summary>Keeps pods off nodes with a NoSchedule or NoExecute taint that they do not tolerate.</summary>
public sealed class TaintTolerationFilter : IFilter
{
    /// <inheritdoc />
    public IEnumerable<string> Reject(Pod pod, NodeInfo node)
    {
        var taint = node.Node?.Spec.Taints?.FirstOrDefault(each =>
            each.Effect is "NoSchedule" or "NoExecute" && pod.Spec.Tolerations?.Any(toleration => toleration.Tolerates(each)) != true);
        if (taint is not null) yield return $"node(s) had untolerated taint {{{taint.Key}: {taint.Value}}}";
    }
}
