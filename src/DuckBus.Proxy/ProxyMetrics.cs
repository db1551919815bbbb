using System.Diagnostics.Metrics;
using DuckBus.Telemetry;

namespace DuckBus.Proxy;

/// <summary>What a proxy measures.</summary>
internal sealed class ProxyMetrics
{
    public ProxyMetrics(PartTelemetry telemetry, Func<int> services)
    {
        Apply = telemetry.Meter.CreateHistogram<double>(
            MetricNames.ServiceApply, "s", "From the news of a changed service or endpoint until the gateway routes by it");
        telemetry.Meter.CreateObservableGauge(MetricNames.ServicesRouted, services, null, "Services in the routing table");
    }

    public Histogram<double> Apply { get; }
}
