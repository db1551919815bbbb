using DuckBus.Model.Meta;
using DuckBus.Model.Schema;

namespace DuckBus.Model.Core.Volumes;

/// <summary>DownwardAPIVolumeSource shows fields of the pod as files.</summary>
public sealed record DownwardApiVolumeSource : Extensible
{
    /// <summary>The files.</summary>
    [Proto(1)]
    public IReadOnlyList<DownwardApiVolumeFile>? Items { get; init; }

    /// <summary>Mode of the files, 0 to 0777 octal (511 in decimal); 0644 unless given.</summary>
    [Proto(2), Default(420)]
    public int? DefaultMode { get; init; }
}
