using DuckBus.Model.Meta;
using DuckBus.Model.Schema;

namespace DuckBus.Model.Core.Volumes;

/// <summary>CSIVolumeSource is a volume that a CSI driver makes for the pod.</summary>
public sealed record CsiVolumeSource : Extensible
{
    /// <summary>Name of the driver.</summary>
    [Proto(1), Required]
    public string Driver { get; init; } = "";

    /// <summary>Whether it is read-only; false unless given.</summary>
    [Proto(2)]
    public bool? ReadOnly { get; init; }

    /// <summary>The file system, such as ext4; the driver's choice unless given.</summary>
    [Proto(3)]
    public string? FsType { get; init; }

    /// <summary>What the driver is told.</summary>
    [Proto(4)]
    public IReadOnlyDictionary<string, string>? VolumeAttributes { get; init; }

    /// <summary>A Secret for the driver.</summary>
    [Proto(5)]
    public LocalObjectReference? NodePublishSecretRef { get; init; }
}
