using DuckBus.Model.Meta;
using DuckBus.Model.Schema;

namespace DuckBus.Model.Core;

/// <summary>PodTemplateSpec describes the data a pod should have when created from a template.</summary>
public sealed record PodTemplateSpec : Extensible
{
    /// <summary>Metadata of the pods: labels and annotations.</summary>
    [Proto(1)]
    public ObjectMeta Metadata { get; init; } = ObjectMeta.Empty;

    /// <summary>Specification of the desired behavior of the pod.</summary>
    [Proto(2)]
    public PodSpec Spec { get; init; } = new();
}
