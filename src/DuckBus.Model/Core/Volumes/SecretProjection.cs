using DuckBus.Model.Meta;
using DuckBus.Model.Schema;

namespace DuckBus.Model.Core.Volumes;

/// <summary>SecretProjection shows the keys of a Secret in a projected volume.</summary>
public sealed record SecretProjection : Extensible
{
    /// <summary>Name of the Secret, in the pod's namespace.</summary>
    [Proto(1, 1)]
    public string Name { get; init; } = "";

    /// <summary>The keys to show, and where; all of them, under their own names, unless given.</summary>
    [Proto(2)]
    public IReadOnlyList<KeyToPath>? Items { get; init; }

    /// <summary>Whether the Secret or its keys may be missing.</summary>
    [Proto(4)]
    public bool? Optional { get; init; }
}
