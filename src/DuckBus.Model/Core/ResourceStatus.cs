using DuckBus.Model.Meta;
using DuckBus.Model.Schema;

namespace DuckBus.Model.Core;

/// <summary>ResourceStatus is the health of the devices of a container.</summary>
public sealed record ResourceStatus : Extensible
{
    /// <summary>Name of the resource.</summary>
    [Proto(1), Required]
    public string Name { get; init; } = "";

    /// <summary>The devices.</summary>
    [Proto(2), MergeKey(null, Keys = ["resourceID"])]
    public IReadOnlyList<ResourceHealth>? Resources { get; init; }
}
