using DuckBus.Model.Meta;

namespace DuckBus.Model.Core;

/// <summary>Names a ConfigMap or Secret whose keys become environment variables.</summary>
public sealed record EnvSourceReference : Extensible
{
    /// <summary>Name of the ConfigMap or Secret.</summary>
    public string Name { get; init; } = "";

    /// <summary>Whether the object may be missing.</summary>
    public bool? Optional { get; init; }
}
