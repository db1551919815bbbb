using DuckBus.Model.Meta;
using DuckBus.Model.Schema;
using DuckBus.Model.Values;

namespace DuckBus.Model.Policy;

/// <summary>PodDisruptionBudgetSpec says how many pods must stay.</summary>
public sealed record PodDisruptionBudgetSpec : Extensible
{
    /// <summary>How many of the pods, or what percentage of them, must be there after an eviction. Not together with maxUnavailable.</summary>
    [Proto(1)]
    public IntOrString? MinAvailable { get; init; }

    /// <summary>The pods. An empty selector takes all of the namespace, none at all takes none.</summary>
    [Proto(2)]
    public LabelSelector? Selector { get; init; }

    /// <summary>How many of the pods, or what percentage of them, may be missing after an eviction. Not together with minAvailable.</summary>
    [Proto(3)]
    public IntOrString? MaxUnavailable { get; init; }

    /// <summary>When pods that run and are not ready may be evicted: IfHealthyBudget (the default) if enough others are healthy, or AlwaysAllow.</summary>
    [Proto(4)]
    [Values("IfHealthyBudget", "AlwaysAllow")]
    public string? UnhealthyPodEvictionPolicy { get; init; }
}
