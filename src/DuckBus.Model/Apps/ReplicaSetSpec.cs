using DuckBus.Model.Core;
using DuckBus.Model.Meta;
using DuckBus.Model.Schema;

namespace DuckBus.Model.Apps;

/// <summary>ReplicaSetSpec is the specification of a ReplicaSet.</summary>
public sealed record ReplicaSetSpec : Extensible
{
    /// <summary>The number of desired pods; 1 unless given.</summary>
    [Proto(1), Default(1)]
    public int? Replicas { get; init; }

    /// <summary>Seconds for which a new pod should be ready to be considered available; 0 unless given.</summary>
    [Proto(4)]
    public int? MinReadySeconds { get; init; }

    /// <summary>A label query over pods. It must match the template's labels. Immutable.</summary>
    [Proto(2), Required]
    public LabelSelector Selector { get; init; } = new();

    /// <summary>The object that describes the pod that is created if there are too few.</summary>
    [Proto(3)]
    public PodTemplateSpec Template { get; init; } = new();
}
