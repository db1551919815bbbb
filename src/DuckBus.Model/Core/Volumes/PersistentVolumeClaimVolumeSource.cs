using DuckBus.Model.Meta;
using DuckBus.Model.Schema;

namespace DuckBus.Model.Core.Volumes;

/// <summary>PersistentVolumeClaimVolumeSource is the volume that is bound to a claim.</summary>
public sealed record PersistentVolumeClaimVolumeSource : Extensible
{
    /// <summary>Name of the claim, in the pod's namespace.</summary>
    [Proto(1), Required]
    public string ClaimName { get; init; } = "";

    /// <summary>Whether every mount of it is read-only; false unless given.</summary>
    [Proto(2)]
    public bool? ReadOnly { get; init; }
}
