using DuckBus.Model.Meta;
using DuckBus.Model.Schema;

namespace DuckBus.Model.Core.Volumes;

/// <summary>DownwardAPIProjection shows fields of the pod in a projected volume.</summary>
public sealed record DownwardApiProjection : Extensible
{
    /// <summary>The files.</summary>
    [Proto(1)]
    public IReadOnlyList<DownwardApiVolumeFile>? Items { get; init; }
}
