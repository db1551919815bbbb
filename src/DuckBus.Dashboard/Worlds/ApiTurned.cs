namespace DuckBus.Dashboard.Worlds;

/// <summary>The API server stopped answering (with a reason), or answers again (null).</summary>
/// <param name="At">When it was learned.</param>
/// <param name="Trouble">Why it cannot be used.</param>
public sealed record ApiTurned(DateTimeOffset At, string? Trouble) : Happening(At);
