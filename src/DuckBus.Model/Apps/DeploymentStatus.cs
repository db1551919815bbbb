using DuckBus.Model.Meta;
using DuckBus.Model.Schema;

namespace DuckBus.Model.Apps;

/// <summary>DeploymentStatus is the most recently observed status of the Deployment.</summary>
public sealed record DeploymentStatus : Extensible
{
    /// <summary>The generation observed by the deployment controller.</summary>
    [Proto(1)]
    public long? ObservedGeneration { get; init; }

    /// <summary>Number of pods targeted by this deployment.</summary>
    [Proto(2)]
    public int? Replicas { get; init; }

    /// <summary>Number of pods that have the desired template spec.</summary>
    [Proto(3)]
    public int? UpdatedReplicas { get; init; }

    /// <summary>Number of Ready pods.</summary>
    [Proto(7)]
    public int? ReadyReplicas { get; init; }

    /// <summary>Number of pods that have been Ready for minReadySeconds.</summary>
    [Proto(4)]
    public int? AvailableReplicas { get; init; }

    /// <summary>Number of pods still required for the deployment to have full capacity.</summary>
    [Proto(5)]
    public int? UnavailableReplicas { get; init; }

    /// <summary>Available and Progressing.</summary>
    [Proto(6), MergeKey("type")]
    public IReadOnlyList<DeploymentCondition>? Conditions { get; init; }

    /// <summary>How often the name of a new ReplicaSet was taken.</summary>
    [Proto(8)]
    public int? CollisionCount { get; init; }

    /// <summary>Number of pods that are being deleted.</summary>
    [Proto(9)]
    public int? TerminatingReplicas { get; init; }
}
