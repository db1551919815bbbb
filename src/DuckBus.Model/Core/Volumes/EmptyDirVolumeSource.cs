using DuckBus.Model.Meta;
using DuckBus.Model.Schema;
using DuckBus.Model.Values;

namespace DuckBus.Model.Core.Volumes;

/// <summary>EmptyDirVolumeSource is a directory that starts empty and lives as long as the pod.</summary>
public sealed record EmptyDirVolumeSource : Extensible
{
    /// <summary>Where it is kept: on the node's disk unless Memory is given.</summary>
    [Proto(1), Values("", "Memory")]
    public string? Medium { get; init; }

    /// <summary>How large it may become, such as 64Mi; no limit unless given.</summary>
    [Proto(2)]
    public Quantity? SizeLimit { get; init; }
}
