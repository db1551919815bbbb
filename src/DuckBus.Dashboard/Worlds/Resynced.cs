namespace DuckBus.Dashboard.Worlds;

/// <summary>A full list was compared with what was known.</summary>
/// <param name="At">When it was learned.</param>
/// <param name="Repaired">How many objects had changed without the bus telling it.</param>
public sealed record Resynced(DateTimeOffset At, int Repaired) : Happening(At);
