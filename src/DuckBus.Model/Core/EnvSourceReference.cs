using DuckBus.Model.Meta;
using DuckBus.Model.Schema;

namespace DuckBus.Model.Core;

/// <summary>Names a ConfigMap or Secret whose keys become environment variables.</summary>
public sealed record EnvSourceReference : Extensible
{
    /// <summary>Name of the ConfigMap or Secret.</summary>
    [Proto(1, 1)]
    public string Name { get; init; } = "";

    /// <summary>Whether the object may be missing.</summary>
    [Proto(2)]
    public bool? Optional { get; init; }
}
