using System.Text.Json.Serialization;
using DuckBus.Model.Json;
using DuckBus.Model.Kinds;
using DuckBus.Model.Meta;

namespace DuckBus.Model.Core;

/// <summary>Event is a report of an event somewhere in the cluster, about one object. Events have a limited retention time.</summary>
[Kind("", "v1", "events", ShortNames = ["ev"])]
public sealed record Event : Resource
{
    /// <summary>The object that this event is about.</summary>
    public ObjectReference InvolvedObject { get; init; } = new();

    /// <summary>Why the action was taken: short, CamelCase, for programs.</summary>
    public string? Reason { get; init; }

    /// <summary>What happened, for people.</summary>
    public string? Message { get; init; }

    /// <summary>The component that reports the event.</summary>
    public EventSource? Source { get; init; }

    /// <summary>When the event was first recorded.</summary>
    public DateTimeOffset? FirstTimestamp { get; init; }

    /// <summary>When the most recent occurrence was recorded.</summary>
    public DateTimeOffset? LastTimestamp { get; init; }

    /// <summary>How often the event has occurred.</summary>
    public int? Count { get; init; }

    /// <summary>Normal or Warning.</summary>
    public string? Type { get; init; }

    /// <summary>When the event was first observed, with microseconds.</summary>
    [JsonConverter(typeof(MicroTimeConverter))]
    public DateTimeOffset? EventTime { get; init; }

    /// <summary>Name of the controller that emitted the event.</summary>
    public string? ReportingComponent { get; init; }

    /// <summary>Id of the controller instance.</summary>
    public string? ReportingInstance { get; init; }

    /// <summary>What action was taken or failed.</summary>
    public string? Action { get; init; }

    /// <inheritdoc />
    [JsonIgnore]
    public override object? DesiredState => null;
}
