namespace DuckBus.Dashboard.Worlds;

/// <summary>A node's lease was renewed: its heartbeat.</summary>
/// <param name="At">When it was learned.</param>
/// <param name="Node">The node.</param>
/// <param name="Duration">How long it lasts.</param>
public sealed record LeaseRenewed(DateTimeOffset At, string Node, TimeSpan Duration) : Happening(At);
