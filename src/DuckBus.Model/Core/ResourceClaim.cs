using DuckBus.Model.Meta;
using DuckBus.Model.Schema;

namespace DuckBus.Model.Core;

/// <summary>ResourceClaim uses a device of the pod in a container.</summary>
public sealed record ResourceClaim : Extensible
{
    /// <summary>One of the pod's resourceClaims.</summary>
    [Proto(1), Required]
    public string Name { get; init; } = "";

    /// <summary>A request in that claim; all of it unless given.</summary>
    [Proto(2)]
    public string? Request { get; init; }
}
