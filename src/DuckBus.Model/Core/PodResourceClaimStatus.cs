using DuckBus.Model.Meta;
using DuckBus.Model.Schema;

namespace DuckBus.Model.Core;

/// <summary>PodResourceClaimStatus is the claim that was made for a pod.</summary>
public sealed record PodResourceClaimStatus : Extensible
{
    /// <summary>Name in the pod.</summary>
    [Proto(1), Required]
    public string Name { get; init; } = "";

    /// <summary>The ResourceClaim that was made.</summary>
    [Proto(2)]
    public string? ResourceClaimName { get; init; }
}
