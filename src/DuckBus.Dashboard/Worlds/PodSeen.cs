using DuckBus.Client.Queues;
using DuckBus.Dashboard.Facts;

namespace DuckBus.Dashboard.Worlds;

/// <summary>A pod is new, or has changed.</summary>
/// <param name="At">When it was learned.</param>
/// <param name="Pod">The pod as it is now.</param>
/// <param name="Trigger">How it was learned.</param>
public sealed record PodSeen(DateTimeOffset At, PodFacts Pod, Trigger Trigger) : Happening(At);
