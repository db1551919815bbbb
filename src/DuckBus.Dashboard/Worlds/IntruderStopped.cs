namespace DuckBus.Dashboard.Worlds;

/// <summary>A container that nobody declared was stopped.</summary>
/// <param name="At">When it was learned.</param>
/// <param name="Node">The node.</param>
/// <param name="Name">The name.</param>
public sealed record IntruderStopped(DateTimeOffset At, string Node, string Name) : Happening(At);
