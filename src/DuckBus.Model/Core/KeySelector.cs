using DuckBus.Model.Meta;

namespace DuckBus.Model.Core;

/// <summary>Selects a key of a ConfigMap or a Secret.</summary>
public sealed record KeySelector : Extensible
{
    /// <summary>Name of the ConfigMap or Secret.</summary>
    public string Name { get; init; } = "";

    /// <summary>The key to select.</summary>
    public string Key { get; init; } = "";

    /// <summary>Whether the object or its key may be missing.</summary>
    public bool? Optional { get; init; }
}
