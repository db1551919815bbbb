using DuckBus.Model.Core;
using DuckBus.Scheduler.Snapshots;

namespace DuckBus.Scheduler.Scores;

/// <summary>Avoids nodes with PreferNoSchedule taints that the pod does not tolerate.</summary>
public sealed class PreferNoScheduleScore : IScore
{
    /// <inheritdoc />
    public decimal Rate(Pod pod, NodeInfo node) => -(node.Node?.Spec.Taints?.Count(taint =>
        taint.Effect == "PreferNoSchedule" && pod.Spec.Tolerations?.Any(toleration => toleration.Tolerates(taint)) != true) ?? 0);
}
