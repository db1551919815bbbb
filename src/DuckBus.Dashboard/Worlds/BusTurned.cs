namespace DuckBus.Dashboard.Worlds;

/// <summary>The broker came or went.</summary>
/// <param name="At">When it was learned.</param>
/// <param name="Connected">Whether the broker is there.</param>
public sealed record BusTurned(DateTimeOffset At, bool Connected) : Happening(At);
