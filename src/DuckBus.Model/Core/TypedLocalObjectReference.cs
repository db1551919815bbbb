using DuckBus.Model.Meta;
using DuckBus.Model.Schema;

namespace DuckBus.Model.Core;

/// <summary>TypedLocalObjectReference names an object of any kind in the same namespace.</summary>
[Atomic]
public sealed record TypedLocalObjectReference : Extensible
{
    /// <summary>API group of the object; the core group unless given.</summary>
    [Proto(1)]
    public string? ApiGroup { get; init; }

    /// <summary>Kind of the object.</summary>
    [Proto(2), Required]
    public string Kind { get; init; } = "";

    /// <summary>Name of the object.</summary>
    [Proto(3), Required]
    public string Name { get; init; } = "";
}
