using System.Diagnostics.Metrics;
using DuckBus.Telemetry;

namespace DuckBus.ApiServer.Http;

/// <summary>How long requests take.</summary>
internal sealed class RequestMetrics(PartTelemetry telemetry)
{
    private readonly Histogram<double> duration = telemetry.Meter.CreateHistogram<double>(MetricNames.ApiRequest, "s");

    public void Done(string verb, string kind, int code, TimeSpan elapsed)
    {
        if (duration.Enabled)
            duration.Record(elapsed.TotalSeconds, new("verb", verb), new("kind", kind), new("code", code));
    }
}
