using DuckBus.Model.Core;
using DuckBus.Model.Meta;
using DuckBus.Model.Schema;

namespace DuckBus.Model.Apps;

/// <summary>DeploymentSpec is the specification of the desired behavior of the Deployment.</summary>
public sealed record DeploymentSpec : Extensible
{
    /// <summary>Number of desired pods; 1 unless given.</summary>
    [Proto(1), Default(1)]
    public int? Replicas { get; init; }

    /// <summary>Label selector for pods. It must match the template's labels. Immutable.</summary>
    [Proto(2), Required]
    public LabelSelector Selector { get; init; } = new();

    /// <summary>Template describes the pods that will be created.</summary>
    [Proto(3), Required]
    public PodTemplateSpec Template { get; init; } = new();

    /// <summary>How existing pods are replaced with new ones.</summary>
    [Proto(4), RetainKeys]
    public DeploymentStrategy? Strategy { get; init; }

    /// <summary>Seconds for which a new pod should be ready to be considered available; 0 unless given.</summary>
    [Proto(5)]
    public int? MinReadySeconds { get; init; }

    /// <summary>The number of old ReplicaSets to retain to allow rollback; 10 unless given.</summary>
    [Proto(6), Default(10)]
    public int? RevisionHistoryLimit { get; init; }

    /// <summary>Indicates that the deployment is paused.</summary>
    [Proto(7)]
    public bool? Paused { get; init; }

    /// <summary>Seconds for a deployment to make progress before it is considered to be failed; 600 unless given.</summary>
    [Proto(9), Default(600)]
    public int? ProgressDeadlineSeconds { get; init; }
}
