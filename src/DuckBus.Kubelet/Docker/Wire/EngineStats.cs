using System.Text.Json.Serialization;
using DuckBus.Kubelet.Runtime;

namespace DuckBus.Kubelet.Docker.Wire;

/// <summary>GET /containers/{id}/stats. Times are in nanoseconds; a container that does not run has no memory.</summary>
internal sealed record EngineStats(
    DateTimeOffset? Read,
    [property: JsonPropertyName("cpu_stats")] EngineStats.Cpu? CpuStats,
    [property: JsonPropertyName("memory_stats")] EngineStats.Memory? MemoryStats)
{
    private const decimal NanosecondsPerSecond = 1_000_000_000;

    /// <summary>The same in the runtime's terms; null for a container that does not run.</summary>
    public ContainerStats? ToStats() => Read is { } at && CpuStats?.Usage is { } cpu && MemoryStats?.Usage is { } memory
        ? new ContainerStats(at, cpu.Total / NanosecondsPerSecond, Math.Max(0, memory - MemoryStats.InactiveFile))
        : null;

    internal sealed record Cpu([property: JsonPropertyName("cpu_usage")] CpuUsage? Usage);

    internal sealed record CpuUsage([property: JsonPropertyName("total_usage")] ulong Total);

    internal sealed record Memory(long? Usage, IReadOnlyDictionary<string, ulong>? Stats)
    {
        /// <summary>cgroup v1 calls it total_inactive_file, v2 inactive_file.</summary>
        public long InactiveFile =>
            Stats is null ? 0 : (long)(Stats.TryGetValue("total_inactive_file", out var v1) ? v1 : Stats.GetValueOrDefault("inactive_file"));
    }
}
