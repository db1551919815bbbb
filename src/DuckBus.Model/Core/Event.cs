using System.Text.Json.Serialization;
using DuckBus.Model.Json;
using DuckBus.Model.Kinds;
using DuckBus.Model.Meta;
using DuckBus.Model.Schema;

namespace DuckBus.Model.Core;

/// <summary>Event is a report of an event somewhere in the cluster, about one object. Events have a limited retention time.</summary>
[Kind("", "v1", "events", ShortNames = ["ev"])]
public sealed record Event : Resource
{
    /// <summary>The object that this event is about.</summary>
    [Proto(2), Required]
    public ObjectReference InvolvedObject { get; init; } = new();

    /// <summary>Why the action was taken: short, CamelCase, for programs.</summary>
    [Proto(3)]
    public string? Reason { get; init; }

    /// <summary>What happened, for people.</summary>
    [Proto(4)]
    public string? Message { get; init; }

    /// <summary>The component that reports the event.</summary>
    [Proto(5)]
    public EventSource? Source { get; init; }

    /// <summary>When the event was first recorded.</summary>
    [Proto(6)]
    public DateTimeOffset? FirstTimestamp { get; init; }

    /// <summary>When the most recent occurrence was recorded.</summary>
    [Proto(7)]
    public DateTimeOffset? LastTimestamp { get; init; }

    /// <summary>How often the event has occurred.</summary>
    [Proto(8)]
    public int? Count { get; init; }

    /// <summary>Normal or Warning.</summary>
    [Proto(9), Values("Normal", "Warning")]
    public string? Type { get; init; }

    /// <summary>When the event was first observed, with microseconds.</summary>
    [JsonConverter(typeof(MicroTimeConverter))]
    [Proto(10)]
    public DateTimeOffset? EventTime { get; init; }

    /// <summary>Name of the controller that emitted the event.</summary>
    [Proto(14)]
    public string? ReportingComponent { get; init; }

    /// <summary>Id of the controller instance.</summary>
    [Proto(15)]
    public string? ReportingInstance { get; init; }

    /// <summary>What action was taken or failed.</summary>
    [Proto(12)]
    public string? Action { get; init; }

    /// <summary>How often the event came again, if it did.</summary>
    [Proto(11)]
    public EventSeries? Series { get; init; }

    /// <summary>A second object that has to do with it.</summary>
    [Proto(13)]
    public ObjectReference? Related { get; init; }

    /// <inheritdoc />
    [JsonIgnore]
    public override object? DesiredState => null;
}
