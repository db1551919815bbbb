namespace DuckBus.Dashboard.Worlds;

/// <summary>A node was removed from the cluster.</summary>
/// <param name="At">When it was learned.</param>
/// <param name="Name">The name.</param>
public sealed record NodeGone(DateTimeOffset At, string Name) : Happening(At);
