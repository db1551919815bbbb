using System.Text.Json.Serialization;
using DuckBus.Model.Json;
using DuckBus.Model.Meta;

namespace DuckBus.Model.Coordination;

/// <summary>LeaseSpec is a specification of a Lease.</summary>
public sealed record LeaseSpec : Extensible
{
    /// <summary>The identity of the holder of the lease.</summary>
    public string? HolderIdentity { get; init; }

    /// <summary>Seconds that others wait, after the last renewal, before they take the lease.</summary>
    public int? LeaseDurationSeconds { get; init; }

    /// <summary>When the current holder took the lease.</summary>
    [JsonConverter(typeof(MicroTimeConverter))]
    public DateTimeOffset? AcquireTime { get; init; }

    /// <summary>When the current holder last renewed the lease.</summary>
    [JsonConverter(typeof(MicroTimeConverter))]
    public DateTimeOffset? RenewTime { get; init; }

    /// <summary>How often the lease passed from one holder to another.</summary>
    public int? LeaseTransitions { get; init; }
}
