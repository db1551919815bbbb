using DuckBus.Model.Meta;
using DuckBus.Model.Schema;

namespace DuckBus.Model.Policy;

/// <summary>PodDisruptionBudgetStatus says how many pods may be taken away now.</summary>
public sealed record PodDisruptionBudgetStatus : Extensible
{
    /// <summary>The generation that the numbers are about; with an older one nothing may be evicted.</summary>
    [Proto(1)]
    public long? ObservedGeneration { get; init; }

    /// <summary>Pods that were evicted, with the time, and whose end has not been seen yet.</summary>
    [Proto(2)]
    public IReadOnlyDictionary<string, DateTimeOffset>? DisruptedPods { get; init; }

    /// <summary>How many pods may be evicted now.</summary>
    [Proto(3)]
    [Required]
    public int DisruptionsAllowed { get; init; }

    /// <summary>How many pods are healthy.</summary>
    [Proto(4)]
    [Required]
    public int CurrentHealthy { get; init; }

    /// <summary>How many pods must be healthy.</summary>
    [Proto(5)]
    [Required]
    public int DesiredHealthy { get; init; }

    /// <summary>How many pods the budget is about.</summary>
    [Proto(6)]
    [Required]
    public int ExpectedPods { get; init; }

    /// <summary>DisruptionAllowed, with the reason SufficientPods, InsufficientPods or SyncFailed.</summary>
    [Proto(7)]
    [MergeKey("type")]
    public IReadOnlyList<StandardCondition>? Conditions { get; init; }
}
