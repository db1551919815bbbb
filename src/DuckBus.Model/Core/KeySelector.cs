using DuckBus.Model.Meta;
using DuckBus.Model.Schema;

namespace DuckBus.Model.Core;

/// <summary>Selects a key of a ConfigMap or a Secret.</summary>
[Atomic]
public sealed record KeySelector : Extensible
{
    /// <summary>Name of the ConfigMap or Secret.</summary>
    [Proto(1, 1)]
    public string Name { get; init; } = "";

    /// <summary>The key to select.</summary>
    [Proto(2), Required]
    public string Key { get; init; } = "";

    /// <summary>Whether the object or its key may be missing.</summary>
    [Proto(3)]
    public bool? Optional { get; init; }
}
