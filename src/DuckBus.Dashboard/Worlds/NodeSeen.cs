using DuckBus.Dashboard.Facts;

namespace DuckBus.Dashboard.Worlds;

/// <summary>A node is new, or has changed.</summary>
/// <param name="At">When it was learned.</param>
/// <param name="Node">The node.</param>
public sealed record NodeSeen(DateTimeOffset At, NodeFacts Node) : Happening(At);
