namespace DuckBus.Telemetry.Prometheus;

/// <summary>The types of Prometheus that .NET's instruments turn into.</summary>
internal enum MetricType
{
    Counter,
    Gauge,
    Histogram,
}
