using DuckBus.Model.Meta;
using DuckBus.Model.Schema;

namespace DuckBus.Model.Core.Nodes;

/// <summary>ConfigMapNodeConfigSource names a key of a ConfigMap.</summary>
public sealed record ConfigMapNodeConfigSource : Extensible
{
    /// <summary>Namespace of the ConfigMap.</summary>
    [Proto(1), Required]
    public string Namespace { get; init; } = "";

    /// <summary>Name of the ConfigMap.</summary>
    [Proto(2), Required]
    public string Name { get; init; } = "";

    /// <summary>UID of the ConfigMap.</summary>
    [Proto(3)]
    public string? Uid { get; init; }

    /// <summary>Revision of the ConfigMap.</summary>
    [Proto(4)]
    public string? ResourceVersion { get; init; }

    /// <summary>The key.</summary>
    [Proto(5), Required]
    public string KubeletConfigKey { get; init; } = "";
}
