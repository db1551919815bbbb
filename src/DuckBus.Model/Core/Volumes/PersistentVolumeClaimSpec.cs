using DuckBus.Model.Meta;
using DuckBus.Model.Schema;

namespace DuckBus.Model.Core.Volumes;

/// <summary>PersistentVolumeClaimSpec is what somebody wants of a volume.</summary>
public sealed record PersistentVolumeClaimSpec : Extensible
{
    /// <summary>How the volume can be mounted: ReadWriteOnce, ReadOnlyMany, ReadWriteMany, ReadWriteOncePod.</summary>
    [Proto(1), Values("ReadWriteOnce", "ReadOnlyMany", "ReadWriteMany", "ReadWriteOncePod")]
    public IReadOnlyList<string>? AccessModes { get; init; }

    /// <summary>How large it must be.</summary>
    [Proto(2)]
    public VolumeResourceRequirements? Resources { get; init; }

    /// <summary>The volume that is bound.</summary>
    [Proto(3)]
    public string? VolumeName { get; init; }

    /// <summary>Which volumes are fit, by their labels.</summary>
    [Proto(4)]
    public LabelSelector? Selector { get; init; }

    /// <summary>The class of storage.</summary>
    [Proto(5)]
    public string? StorageClassName { get; init; }

    /// <summary>Filesystem (the default) or Block.</summary>
    [Proto(6), Values("Filesystem", "Block")]
    public string? VolumeMode { get; init; }

    /// <summary>What the volume starts with: a snapshot or another claim.</summary>
    [Proto(7)]
    public TypedLocalObjectReference? DataSource { get; init; }

    /// <summary>What the volume starts with: any object, in any namespace.</summary>
    [Proto(8)]
    public TypedObjectReference? DataSourceRef { get; init; }

    /// <summary>The class of attributes.</summary>
    [Proto(9)]
    public string? VolumeAttributesClassName { get; init; }
}
