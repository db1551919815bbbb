namespace DuckBus.Push;

/// <summary>What the brain remembers of a container: what it ordered, never what is.</summary>
/// <param name="Name">The container.</param>
/// <param name="Node">The node that it was sent to.</param>
/// <param name="At">When.</param>
/// <param name="Confirmed">Whether the node said that it did so.</param>
public sealed record Order(string Name, string Node, DateTimeOffset At, bool Confirmed);
