using DuckBus.Model.Meta;

namespace DuckBus.Model.Core;

/// <summary>EventSource contains information for an event.</summary>
public sealed record EventSource : Extensible
{
    /// <summary>Component from which the event is generated.</summary>
    public string? Component { get; init; }

    /// <summary>Node name on which the event is generated.</summary>
    public string? Host { get; init; }
}
