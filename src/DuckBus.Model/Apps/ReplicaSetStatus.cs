using DuckBus.Model.Meta;
using DuckBus.Model.Schema;

namespace DuckBus.Model.Apps;

/// <summary>ReplicaSetStatus represents the current status of a ReplicaSet.</summary>
public sealed record ReplicaSetStatus : Extensible
{
    /// <summary>The most recently observed number of pods.</summary>
    [Proto(1), Required]
    public int Replicas { get; init; }

    /// <summary>The number of pods that have the labels of the template.</summary>
    [Proto(2)]
    public int? FullyLabeledReplicas { get; init; }

    /// <summary>The number of pods that are Ready.</summary>
    [Proto(4)]
    public int? ReadyReplicas { get; init; }

    /// <summary>The number of pods that have been Ready for minReadySeconds.</summary>
    [Proto(5)]
    public int? AvailableReplicas { get; init; }

    /// <summary>The generation of the spec that this status was computed from.</summary>
    [Proto(3)]
    public long? ObservedGeneration { get; init; }

    /// <summary>Such as ReplicaFailure.</summary>
    [Proto(6), MergeKey("type")]
    public IReadOnlyList<ReplicaSetCondition>? Conditions { get; init; }

    /// <summary>The number of pods that are being deleted.</summary>
    [Proto(7)]
    public int? TerminatingReplicas { get; init; }
}
