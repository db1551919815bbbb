using DuckBus.Model.Meta;
using DuckBus.Model.Schema;

namespace DuckBus.Model.Core.Volumes;

/// <summary>ProjectedVolumeSource shows several sources in one directory.</summary>
public sealed record ProjectedVolumeSource : Extensible
{
    /// <summary>The sources, one a field each.</summary>
    [Proto(1)]
    public IReadOnlyList<VolumeProjection>? Sources { get; init; }

    /// <summary>Mode of the files, 0 to 0777 octal (511 in decimal); 0644 unless given.</summary>
    [Proto(2), Default(420)]
    public int? DefaultMode { get; init; }
}
