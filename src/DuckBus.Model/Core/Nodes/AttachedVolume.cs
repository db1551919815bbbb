using DuckBus.Model.Meta;
using DuckBus.Model.Schema;

namespace DuckBus.Model.Core.Nodes;

/// <summary>AttachedVolume is a volume that is attached to a node.</summary>
public sealed record AttachedVolume : Extensible
{
    /// <summary>Name of the volume.</summary>
    [Proto(1), Required]
    public string Name { get; init; } = "";

    /// <summary>Where its device is.</summary>
    [Proto(2), Required]
    public string DevicePath { get; init; } = "";
}
