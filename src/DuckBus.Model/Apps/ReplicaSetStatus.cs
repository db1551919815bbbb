using DuckBus.Model.Meta;

namespace DuckBus.Model.Apps;

/// <summary>ReplicaSetStatus represents the current status of a ReplicaSet.</summary>
public sealed record ReplicaSetStatus : Extensible
{
    /// <summary>The most recently observed number of pods.</summary>
    public int Replicas { get; init; }

    /// <summary>The number of pods that have the labels of the template.</summary>
    public int? FullyLabeledReplicas { get; init; }

    /// <summary>The number of pods that are Ready.</summary>
    public int? ReadyReplicas { get; init; }

    /// <summary>The number of pods that have been Ready for minReadySeconds.</summary>
    public int? AvailableReplicas { get; init; }

    /// <summary>The generation of the spec that this status was computed from.</summary>
    public long? ObservedGeneration { get; init; }

    /// <summary>Such as ReplicaFailure.</summary>
    public IReadOnlyList<Condition>? Conditions { get; init; }
}
