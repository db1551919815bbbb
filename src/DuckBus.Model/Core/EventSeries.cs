using System.Text.Json.Serialization;
using DuckBus.Model.Json;
using DuckBus.Model.Meta;
using DuckBus.Model.Schema;

namespace DuckBus.Model.Core;

/// <summary>EventSeries tells how often an event came again.</summary>
public sealed record EventSeries : Extensible
{
    /// <summary>How often, until lastObservedTime.</summary>
    [Proto(1)]
    public int? Count { get; init; }

    /// <summary>When it was last seen.</summary>
    [JsonConverter(typeof(MicroTimeConverter))]
    [Proto(2)]
    public DateTimeOffset? LastObservedTime { get; init; }
}
