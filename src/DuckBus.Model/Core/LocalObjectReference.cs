using DuckBus.Model.Meta;
using DuckBus.Model.Schema;

namespace DuckBus.Model.Core;

/// <summary>LocalObjectReference names an object in the same namespace.</summary>
[Atomic]
public sealed record LocalObjectReference : Extensible
{
    /// <summary>Name of the object.</summary>
    [Proto(1)]
    public string Name { get; init; } = "";
}
