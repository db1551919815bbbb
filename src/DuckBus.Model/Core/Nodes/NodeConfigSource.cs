using DuckBus.Model.Meta;
using DuckBus.Model.Schema;

namespace DuckBus.Model.Core.Nodes;

/// <summary>NodeConfigSource was where a kubelet took its configuration from. Nothing reads it any more.</summary>
public sealed record NodeConfigSource : Extensible
{
    /// <summary>A ConfigMap.</summary>
    [Proto(2)]
    public ConfigMapNodeConfigSource? ConfigMap { get; init; }
}
