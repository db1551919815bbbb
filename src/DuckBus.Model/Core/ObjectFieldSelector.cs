using DuckBus.Model.Meta;
using DuckBus.Model.Schema;

namespace DuckBus.Model.Core;

/// <summary>ObjectFieldSelector selects a field of the pod: metadata.name, metadata.namespace, spec.nodeName, status.podIP, …</summary>
[Atomic]
public sealed record ObjectFieldSelector : Extensible
{
    /// <summary>Version of the schema the path is written in terms of; v1.</summary>
    [Proto(1)]
    public string? ApiVersion { get; init; }

    /// <summary>Path of the field to select.</summary>
    [Proto(2), Required]
    public string FieldPath { get; init; } = "";
}
