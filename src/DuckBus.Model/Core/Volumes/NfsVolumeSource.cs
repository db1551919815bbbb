using DuckBus.Model.Meta;
using DuckBus.Model.Schema;

namespace DuckBus.Model.Core.Volumes;

/// <summary>NFSVolumeSource is a directory of an NFS server.</summary>
public sealed record NfsVolumeSource : Extensible
{
    /// <summary>Name or address of the server.</summary>
    [Proto(1), Required]
    public string Server { get; init; } = "";

    /// <summary>The directory that the server exports.</summary>
    [Proto(2), Required]
    public string Path { get; init; } = "";

    /// <summary>Whether it is mounted read-only; false unless given.</summary>
    [Proto(3)]
    public bool? ReadOnly { get; init; }
}
