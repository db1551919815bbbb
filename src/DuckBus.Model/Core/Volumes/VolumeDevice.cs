using DuckBus.Model.Meta;
using DuckBus.Model.Schema;

namespace DuckBus.Model.Core.Volumes;

/// <summary>VolumeDevice puts a block device into a container.</summary>
public sealed record VolumeDevice : Extensible
{
    /// <summary>The name of a volume of the pod that is a persistentVolumeClaim.</summary>
    [Proto(1), Required]
    public string Name { get; init; } = "";

    /// <summary>The path of the device in the container.</summary>
    [Proto(2), Required]
    public string DevicePath { get; init; } = "";
}
