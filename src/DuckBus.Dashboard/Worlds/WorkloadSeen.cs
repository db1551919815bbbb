using DuckBus.Dashboard.Facts;

namespace DuckBus.Dashboard.Worlds;

/// <summary>A workload is new, or has changed.</summary>
/// <param name="At">When it was learned.</param>
/// <param name="Workload">The workload as it is now.</param>
public sealed record WorkloadSeen(DateTimeOffset At, WorkloadFacts Workload) : Happening(At);
