using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace DuckBus.Telemetry;

/// <summary>
/// Sends a part's spans to an OTLP endpoint (Jaeger reads it natively), as OpenTelemetry's <c>OTEL_*</c> variables say.
/// Without an endpoint nothing is created, and starting a span costs one comparison.
/// </summary>
public static class Tracing
{
    private const string Endpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";
    private const string TracesEndpoint = "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT";
    private const int FlushMilliseconds = 2000;

    /// <summary>Starts to export the part's spans, if the environment names an endpoint.</summary>
    /// <returns>Disposing it sends what is left, for at most 2 s, and stops.</returns>
    public static IDisposable Start(PartTelemetry part) => IsWanted(Environment.GetEnvironmentVariable) ? new Export(part) : new Nothing();

    /// <summary>Whether the environment asks for traces.</summary>
    internal static bool IsWanted(Func<string, string?> environment) =>
        (Has(environment, Endpoint) || Has(environment, TracesEndpoint))
        && !Is(environment, "OTEL_SDK_DISABLED", "true")
        && !Is(environment, "OTEL_TRACES_EXPORTER", "none");

    /// <summary>The name that the part has in Jaeger: its own, behind <c>OTEL_SERVICE_NAME</c> where that is set.</summary>
    internal static string ServiceName(string part, string? prefix) => string.IsNullOrEmpty(prefix) ? part : $"{prefix}/{part}";

    /// <summary>Who sends the spans. What the environment says goes before our own defaults, but for the name.</summary>
    internal static ResourceBuilder Resource(string part) => ResourceBuilder.CreateEmpty()
        .AddTelemetrySdk()
        .AddAttributes([new("service.namespace", "duckbus"), new("host.name", Environment.MachineName)])
        .AddEnvironmentVariableDetector()
        .AddService(ServiceName(part, Environment.GetEnvironmentVariable("OTEL_SERVICE_NAME")), autoGenerateServiceInstanceId: false);

    private static bool Has(Func<string, string?> environment, string name) => !string.IsNullOrWhiteSpace(environment(name));

    private static bool Is(Func<string, string?> environment, string name, string value) =>
        string.Equals(environment(name)?.Trim(), value, StringComparison.OrdinalIgnoreCase);

    private sealed class Export(PartTelemetry part) : IDisposable
    {
        private readonly TracerProvider provider = Sdk.CreateTracerProviderBuilder()
            .AddSource(part.Spans.Name)
            .SetResourceBuilder(Resource(part.Part))
            .AddOtlpExporter((OtlpExporterOptions _) => { })
            .Build();

        public void Dispose()
        {
            provider.Shutdown(FlushMilliseconds);
            provider.Dispose();
        }
    }

    private sealed class Nothing : IDisposable
    {
        public void Dispose()
        {
        }
    }
}
