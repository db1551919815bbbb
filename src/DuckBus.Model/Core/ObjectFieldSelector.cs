using DuckBus.Model.Meta;

namespace DuckBus.Model.Core;

/// <summary>ObjectFieldSelector selects a field of the pod: metadata.name, metadata.namespace, spec.nodeName, status.podIP, …</summary>
public sealed record ObjectFieldSelector : Extensible
{
    /// <summary>Version of the schema the path is written in terms of; v1.</summary>
    public string? ApiVersion { get; init; }

    /// <summary>Path of the field to select.</summary>
    public string FieldPath { get; init; } = "";
}
