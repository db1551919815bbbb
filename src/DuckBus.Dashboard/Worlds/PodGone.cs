using DuckBus.Client.Queues;

namespace DuckBus.Dashboard.Worlds;

/// <summary>A pod is no more.</summary>
/// <param name="At">When it was learned.</param>
/// <param name="Uid">Which pod.</param>
/// <param name="Trigger">How it was learned.</param>
public sealed record PodGone(DateTimeOffset At, string Uid, Trigger Trigger) : Happening(At);
