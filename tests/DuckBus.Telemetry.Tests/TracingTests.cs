namespace DuckBus.Telemetry.Tests;

public sealed class TracingTests
{
    [Theory]
    [InlineData("", false)]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT=http://127.0.0.1:4317", true)]
    [InlineData("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT=http://127.0.0.1:4318/v1/traces", true)]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT= ", false)]
    [InlineData("OTEL_EXPORTER_OTLP_METRICS_ENDPOINT=http://127.0.0.1:4317", false)]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT=http://127.0.0.1:4317;OTEL_SDK_DISABLED=true", false)]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT=http://127.0.0.1:4317;OTEL_TRACES_EXPORTER=none", false)]
    public void Traces_are_exported_only_where_the_environment_names_an_endpoint(string environment, bool wanted)
    {
        var variables = environment.Split(';', StringSplitOptions.RemoveEmptyEntries)
            .Select(pair => pair.Split('=', 2))
            .ToDictionary(pair => pair[0], pair => pair[1], StringComparer.Ordinal);
        Tracing.IsWanted(variables.GetValueOrDefault).ShouldBe(wanted);
    }

    [Fact]
    public void Without_an_endpoint_no_span_is_ever_made()
    {
        using var part = new PartTelemetry("quiet");
        using var tracing = Tracing.Start(part);
        part.Spans.HasListeners().ShouldBeFalse();
        part.Spans.StartActivity(SpanNames.Commit).ShouldBeNull();
    }

    [Theory]
    [InlineData(null, "kubelet/node-1")]
    [InlineData("", "kubelet/node-1")]
    [InlineData("demo", "demo/kubelet/node-1")]
    public void A_part_is_a_service_of_its_own(string? prefix, string name) =>
        Tracing.ServiceName("kubelet/node-1", prefix).ShouldBe(name);
}
