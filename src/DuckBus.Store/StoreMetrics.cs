using System.Diagnostics.Metrics;
using DuckBus.Telemetry;

namespace DuckBus.Store;

/// <summary>What a store tells about itself.</summary>
internal sealed class StoreMetrics(PartTelemetry? telemetry, TimeProvider time)
{
    private readonly Histogram<double>? seconds = telemetry?.Meter.CreateHistogram<double>(
        MetricNames.StoreCommit, "s", "How long one transaction of the group commit took");

    private readonly Histogram<int>? size = telemetry?.Meter.CreateHistogram<int>(
        MetricNames.StoreBatchSize, "{write}", "How many writes shared one transaction");

    /// <summary>Measures a batch until disposed.</summary>
    public IDisposable Batch(int writes)
    {
        size?.Record(writes);
        return new Measure(seconds, time);
    }

    private sealed class Measure(Histogram<double>? seconds, TimeProvider time) : IDisposable
    {
        private readonly long began = time.GetTimestamp();

        public void Dispose() => seconds?.Record(time.GetElapsedTime(began).TotalSeconds);
    }
}
