using DuckBus.Model.Meta;
using DuckBus.Model.Schema;

namespace DuckBus.Model.Core.Volumes;

/// <summary>ImageVolumeSource is the files of a container image.</summary>
public sealed record ImageVolumeSource : Extensible
{
    /// <summary>The image.</summary>
    [Proto(1)]
    public string? Reference { get; init; }

    /// <summary>Always, Never or IfNotPresent; Always if the tag is latest or missing, IfNotPresent otherwise.</summary>
    [Proto(2), Values("Always", "IfNotPresent", "Never")]
    public string? PullPolicy { get; init; }
}
