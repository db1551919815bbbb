using DuckBus.Model.Meta;

namespace DuckBus.Client.Events;

/// <summary>Something that happened to an object, once.</summary>
internal sealed record Occurrence(string Type, Resource About, string? Part, string Reason, string Message, DateTimeOffset At);
