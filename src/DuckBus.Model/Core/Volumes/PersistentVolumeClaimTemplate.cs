using DuckBus.Model.Meta;
using DuckBus.Model.Schema;

namespace DuckBus.Model.Core.Volumes;

/// <summary>PersistentVolumeClaimTemplate is a claim to make.</summary>
public sealed record PersistentVolumeClaimTemplate : Extensible
{
    /// <summary>Labels and annotations of the claim; nothing else is allowed.</summary>
    [Proto(1)]
    public ObjectMeta? Metadata { get; init; }

    /// <summary>What is claimed.</summary>
    [Proto(2), Required]
    public PersistentVolumeClaimSpec Spec { get; init; } = new();
}
