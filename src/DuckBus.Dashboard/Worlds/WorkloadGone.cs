namespace DuckBus.Dashboard.Worlds;

/// <summary>A workload is no more.</summary>
/// <param name="At">When it was learned.</param>
/// <param name="Key">Which workload.</param>
public sealed record WorkloadGone(DateTimeOffset At, string Key) : Happening(At);
