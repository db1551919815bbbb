using DuckBus.Model.Meta;
using DuckBus.Model.Schema;

namespace DuckBus.Model.Apps;

/// <summary>DaemonSetStatus represents the current status of a DaemonSet, counted in nodes.</summary>
public sealed record DaemonSetStatus : Extensible
{
    /// <summary>Nodes that run a pod of the set and are supposed to.</summary>
    [Proto(1), Required]
    public int CurrentNumberScheduled { get; init; }

    /// <summary>Nodes that run a pod of the set but are not supposed to.</summary>
    [Proto(2), Required]
    public int NumberMisscheduled { get; init; }

    /// <summary>Nodes that should run a pod of the set.</summary>
    [Proto(3), Required]
    public int DesiredNumberScheduled { get; init; }

    /// <summary>Nodes that should run a pod of the set and have one that is Ready.</summary>
    [Proto(4), Required]
    public int NumberReady { get; init; }

    /// <summary>The generation observed by the daemon set controller.</summary>
    [Proto(5)]
    public long? ObservedGeneration { get; init; }

    /// <summary>Nodes that run a pod of the present template.</summary>
    [Proto(6)]
    public int? UpdatedNumberScheduled { get; init; }

    /// <summary>Nodes that have a pod which has been Ready for minReadySeconds.</summary>
    [Proto(7)]
    public int? NumberAvailable { get; init; }

    /// <summary>Nodes that should have such a pod and do not.</summary>
    [Proto(8)]
    public int? NumberUnavailable { get; init; }

    /// <summary>How often the name of a new revision was taken.</summary>
    [Proto(9)]
    public int? CollisionCount { get; init; }

    /// <summary>What else is to be told.</summary>
    [Proto(10), MergeKey("type")]
    public IReadOnlyList<DaemonSetCondition>? Conditions { get; init; }
}
