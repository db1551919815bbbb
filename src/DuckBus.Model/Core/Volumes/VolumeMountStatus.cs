using DuckBus.Model.Meta;
using DuckBus.Model.Schema;

namespace DuckBus.Model.Core.Volumes;

/// <summary>VolumeMountStatus is a mount as it came to be.</summary>
public sealed record VolumeMountStatus : Extensible
{
    /// <summary>The name of the volume.</summary>
    [Proto(1), Required]
    public string Name { get; init; } = "";

    /// <summary>Where it is in the container.</summary>
    [Proto(2), Required]
    public string MountPath { get; init; } = "";

    /// <summary>Whether it is read-only.</summary>
    [Proto(3)]
    public bool? ReadOnly { get; init; }

    /// <summary>Whether what is mounted inside is read-only, too.</summary>
    [Proto(4)]
    public string? RecursiveReadOnly { get; init; }
}
