using DuckBus.Model.Meta;

namespace DuckBus.Model.Apps;

/// <summary>DeploymentStatus is the most recently observed status of the Deployment.</summary>
public sealed record DeploymentStatus : Extensible
{
    /// <summary>The generation observed by the deployment controller.</summary>
    public long? ObservedGeneration { get; init; }

    /// <summary>Number of pods targeted by this deployment.</summary>
    public int? Replicas { get; init; }

    /// <summary>Number of pods that have the desired template spec.</summary>
    public int? UpdatedReplicas { get; init; }

    /// <summary>Number of Ready pods.</summary>
    public int? ReadyReplicas { get; init; }

    /// <summary>Number of pods that have been Ready for minReadySeconds.</summary>
    public int? AvailableReplicas { get; init; }

    /// <summary>Number of pods still required for the deployment to have full capacity.</summary>
    public int? UnavailableReplicas { get; init; }

    /// <summary>Available and Progressing.</summary>
    public IReadOnlyList<Condition>? Conditions { get; init; }
}
