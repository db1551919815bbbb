using DuckBus.Model.Meta;
using DuckBus.Model.Schema;

namespace DuckBus.Model.Core.Volumes;

/// <summary>ConfigMapProjection shows the keys of a ConfigMap in a projected volume.</summary>
public sealed record ConfigMapProjection : Extensible
{
    /// <summary>Name of the ConfigMap, in the pod's namespace.</summary>
    [Proto(1, 1)]
    public string Name { get; init; } = "";

    /// <summary>The keys to show, and where; all of them, under their own names, unless given.</summary>
    [Proto(2)]
    public IReadOnlyList<KeyToPath>? Items { get; init; }

    /// <summary>Whether the ConfigMap or its keys may be missing.</summary>
    [Proto(4)]
    public bool? Optional { get; init; }
}
