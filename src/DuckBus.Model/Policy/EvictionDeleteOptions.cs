using DuckBus.Model.Meta;
using DuckBus.Model.Schema;

namespace DuckBus.Model.Policy;

/// <summary>EvictionDeleteOptions says how an evicted pod is deleted: the options of a DELETE.</summary>
public sealed record EvictionDeleteOptions : Extensible
{
    /// <summary>Seconds that the pod gets to end.</summary>
    [Proto(1)]
    public long? GracePeriodSeconds { get; init; }

    /// <summary>What must hold for the pod to be deleted.</summary>
    [Proto(2)]
    public EvictionPreconditions? Preconditions { get; init; }

    /// <summary>What becomes of dependents.</summary>
    [Proto(4)]
    public string? PropagationPolicy { get; init; }

    /// <summary>All: check, and delete nothing.</summary>
    [Proto(5)]
    public IReadOnlyList<string>? DryRun { get; init; }
}
