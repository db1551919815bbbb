namespace DuckBus.Kubelet.Runtime;

/// <summary>What a container has used until now.</summary>
/// <param name="At">When it was measured.</param>
/// <param name="CpuSeconds">Seconds of one core since the container started.</param>
/// <param name="MemoryBytes">The working set: memory in use without the file cache that can be dropped at once.</param>
public sealed record ContainerStats(DateTimeOffset At, decimal CpuSeconds, long MemoryBytes);
