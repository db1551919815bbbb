using System.Diagnostics;

namespace DuckBus.Telemetry.Prometheus;

/// <summary>What the process itself uses, under the names that Prometheus' own client libraries give.</summary>
internal static class ProcessMetrics
{
    private static readonly double Started = StartTime();

    public static void Write(PrometheusText text)
    {
        text.Header("dotnet_collection_count_total", "Garbage collections that took in the generation.", MetricType.Counter);
        for (var generation = 0; generation <= GC.MaxGeneration; generation++)
            text.Sample("dotnet_collection_count_total", $"generation=\"{generation}\"", GC.CollectionCount(generation));
        text.Header("dotnet_gc_heap_bytes", "Bytes on the managed heap.", MetricType.Gauge);
        text.Sample("dotnet_gc_heap_bytes", "", GC.GetTotalMemory(forceFullCollection: false));
        text.Header("process_cpu_seconds_total", "User and system processor time.", MetricType.Counter);
        text.Sample("process_cpu_seconds_total", "", Environment.CpuUsage.TotalTime.TotalSeconds);
        text.Header("process_resident_memory_bytes", "Resident memory.", MetricType.Gauge);
        text.Sample("process_resident_memory_bytes", "", Environment.WorkingSet);
        text.Header("process_start_time_seconds", "When the process started, since the Unix epoch.", MetricType.Gauge);
        text.Sample("process_start_time_seconds", "", Started);
    }

    private static double StartTime()
    {
        using var process = Process.GetCurrentProcess();
        return (process.StartTime.ToUniversalTime() - DateTime.UnixEpoch).TotalSeconds;
    }
}
