using DuckBus.Model.Meta;
using DuckBus.Model.Schema;
using DuckBus.Model.Values;

namespace DuckBus.Model.Core.Volumes;

/// <summary>VolumeResourceRequirements says how large a volume must be.</summary>
public sealed record VolumeResourceRequirements : Extensible
{
    /// <summary>At most: storage.</summary>
    [Proto(1)]
    public IReadOnlyDictionary<string, Quantity>? Limits { get; init; }

    /// <summary>At least: storage.</summary>
    [Proto(2)]
    public IReadOnlyDictionary<string, Quantity>? Requests { get; init; }
}
