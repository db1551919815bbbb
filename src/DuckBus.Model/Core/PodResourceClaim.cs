using DuckBus.Model.Meta;
using DuckBus.Model.Schema;

namespace DuckBus.Model.Core;

/// <summary>PodResourceClaim names a device for the containers of a pod.</summary>
public sealed record PodResourceClaim : Extensible
{
    /// <summary>Name in the pod, a DNS label.</summary>
    [Proto(1), Required]
    public string Name { get; init; } = "";

    /// <summary>The ResourceClaim; not together with resourceClaimTemplateName.</summary>
    [Proto(3)]
    public string? ResourceClaimName { get; init; }

    /// <summary>The template of a ResourceClaim that is made for the pod.</summary>
    [Proto(4)]
    public string? ResourceClaimTemplateName { get; init; }
}
