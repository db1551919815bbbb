using DuckBus.Model.Meta;
using DuckBus.Model.Schema;

namespace DuckBus.Model.Core.Scheduling;

/// <summary>TopologySpreadConstraint spreads pods evenly over places.</summary>
public sealed record TopologySpreadConstraint : Extensible
{
    /// <summary>By how many pods places may differ; at least 1.</summary>
    [Proto(1), Required]
    public int MaxSkew { get; init; }

    /// <summary>The node label whose value is the place, such as topology.kubernetes.io/zone.</summary>
    [Proto(2), Required]
    public string TopologyKey { get; init; } = "";

    /// <summary>DoNotSchedule keeps the pod waiting; ScheduleAnyway takes the best place there is.</summary>
    [Proto(3), Required, Values("DoNotSchedule", "ScheduleAnyway")]
    public string WhenUnsatisfiable { get; init; } = "";

    /// <summary>Which pods are counted, by their labels.</summary>
    [Proto(4)]
    public LabelSelector? LabelSelector { get; init; }

    /// <summary>How many places there must be at least; 1 unless given. Only with DoNotSchedule.</summary>
    [Proto(5)]
    public int? MinDomains { get; init; }

    /// <summary>Whether only nodes that the pod's selector and affinity allow count: Honor (the default) or Ignore.</summary>
    [Proto(6), Values("Honor", "Ignore")]
    public string? NodeAffinityPolicy { get; init; }

    /// <summary>Whether nodes with taints that the pod does not tolerate are left out: Honor or Ignore (the default).</summary>
    [Proto(7), Values("Honor", "Ignore")]
    public string? NodeTaintsPolicy { get; init; }

    /// <summary>Labels of the pod itself that the counted pods must have with the same value.</summary>
    [Proto(8)]
    public IReadOnlyList<string>? MatchLabelKeys { get; init; }
}
