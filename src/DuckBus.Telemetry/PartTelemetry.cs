using System.Diagnostics;
using System.Diagnostics.Metrics;
using DuckBus.Telemetry.Prometheus;

namespace DuckBus.Telemetry;

/// <summary>
/// The spans and metrics of one part (API server, scheduler, kubelet of a node, …). Each part has its own source and
/// meter, also where several parts share a process, so that each is a service of its own in Jaeger and in /metrics.
/// </summary>
public sealed class PartTelemetry : IDisposable
{
    /// <summary>Creates the source and the meter of a part. Metrics are counted from now on.</summary>
    /// <param name="part">The name of the part as people say it: <c>apiserver</c>, <c>scheduler</c>, <c>controllers</c>, <c>kubelet/node-1</c>.</param>
    public PartTelemetry(string part)
    {
        Part = part;
        Spans = new ActivitySource("DuckBus." + part);
        Meter = new Meter("DuckBus." + part);
        Metrics = new PrometheusExporter(this);
    }

    /// <summary>The name of the part, also its OpenTelemetry service name.</summary>
    public string Part { get; }

    /// <summary>Where the part's spans come from.</summary>
    public ActivitySource Spans { get; }

    /// <summary>Where the part's metrics come from.</summary>
    public Meter Meter { get; }

    /// <summary>What the part's meter has counted, as /metrics shows it.</summary>
    public PrometheusExporter Metrics { get; }

    /// <inheritdoc />
    public void Dispose()
    {
        Metrics.Dispose();
        Spans.Dispose();
        Meter.Dispose();
    }
}
