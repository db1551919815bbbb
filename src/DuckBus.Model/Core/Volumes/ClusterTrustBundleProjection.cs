using DuckBus.Model.Meta;
using DuckBus.Model.Schema;

namespace DuckBus.Model.Core.Volumes;

/// <summary>ClusterTrustBundleProjection shows certificates to trust.</summary>
public sealed record ClusterTrustBundleProjection : Extensible
{
    /// <summary>The bundle, by name. Not together with signerName.</summary>
    [Proto(1)]
    public string? Name { get; init; }

    /// <summary>All bundles of this signer that match labelSelector.</summary>
    [Proto(2)]
    public string? SignerName { get; init; }

    /// <summary>Which bundles of the signer; none unless given.</summary>
    [Proto(3)]
    public LabelSelector? LabelSelector { get; init; }

    /// <summary>Where the file is in the volume. Relative, without ..</summary>
    [Proto(4), Required]
    public string Path { get; init; } = "";

    /// <summary>Whether the bundle may be missing.</summary>
    [Proto(5)]
    public bool? Optional { get; init; }
}
