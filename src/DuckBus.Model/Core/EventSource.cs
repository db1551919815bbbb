using DuckBus.Model.Meta;
using DuckBus.Model.Schema;

namespace DuckBus.Model.Core;

/// <summary>EventSource contains information for an event.</summary>
public sealed record EventSource : Extensible
{
    /// <summary>Component from which the event is generated.</summary>
    [Proto(1)]
    public string? Component { get; init; }

    /// <summary>Node name on which the event is generated.</summary>
    [Proto(2)]
    public string? Host { get; init; }
}
