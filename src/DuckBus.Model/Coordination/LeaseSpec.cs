using System.Text.Json.Serialization;
using DuckBus.Model.Json;
using DuckBus.Model.Meta;
using DuckBus.Model.Schema;

namespace DuckBus.Model.Coordination;

/// <summary>LeaseSpec is a specification of a Lease.</summary>
public sealed record LeaseSpec : Extensible
{
    /// <summary>The identity of the holder of the lease.</summary>
    [Proto(1)]
    public string? HolderIdentity { get; init; }

    /// <summary>Seconds that others wait, after the last renewal, before they take the lease.</summary>
    [Proto(2)]
    public int? LeaseDurationSeconds { get; init; }

    /// <summary>When the current holder took the lease.</summary>
    [JsonConverter(typeof(MicroTimeConverter))]
    [Proto(3)]
    public DateTimeOffset? AcquireTime { get; init; }

    /// <summary>When the current holder last renewed the lease.</summary>
    [JsonConverter(typeof(MicroTimeConverter))]
    [Proto(4)]
    public DateTimeOffset? RenewTime { get; init; }

    /// <summary>How often the lease passed from one holder to another.</summary>
    [Proto(5)]
    public int? LeaseTransitions { get; init; }

    /// <summary>How a leader is picked, if one is picked for the candidates.</summary>
    [Proto(6), NotActedOn("leaders elect themselves")]
    public string? Strategy { get; init; }

    /// <summary>The holder that should get the lease next.</summary>
    [Proto(7), NotActedOn("leaders elect themselves")]
    public string? PreferredHolder { get; init; }
}
