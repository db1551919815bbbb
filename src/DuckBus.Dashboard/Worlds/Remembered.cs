namespace DuckBus.Dashboard.Worlds;

/// <summary>A change from before the dashboard, as the API server's log has it.</summary>
/// <param name="Revision">Its place in the log.</param>
/// <param name="What">What it was.</param>
/// <param name="IsFirst">Whether the object was new then.</param>
public sealed record Remembered(long Revision, Happening What, bool IsFirst);
