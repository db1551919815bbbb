using DuckBus.Model.Meta;
using DuckBus.Model.Schema;

namespace DuckBus.Model.Core.Volumes;

/// <summary>HostPathVolumeSource is a file or directory of the node. A pod that has one can do harm to its node.</summary>
public sealed record HostPathVolumeSource : Extensible
{
    /// <summary>The path on the node.</summary>
    [Proto(1), Required]
    public string Path { get; init; } = "";

    /// <summary>What must be there, or is made: empty (the default) checks nothing.</summary>
    [Proto(2), Values("", "DirectoryOrCreate", "Directory", "FileOrCreate", "File", "Socket", "CharDevice", "BlockDevice")]
    public string? Type { get; init; }
}
