using System.Diagnostics;
using DuckBus.Testing;

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

    [Fact]
    public async Task Spans_arrive_under_the_name_of_their_part_when_tracing_stops()
    {
        await using var receiver = await OtlpReceiver.StartAsync();
        using var environment = Exporting(receiver);
        using var part = new PartTelemetry("kubelet/node-1");
        using var other = new PartTelemetry("kubelet/node-2");

        var tracing = Tracing.Start(part);
        using (var parent = part.Spans.StartActivity(SpanNames.Sandbox))
        {
            parent.ShouldNotBeNull().SetTag(Tags.Node, "node-1");
            part.Spans.StartActivity(SpanNames.ContainerStart)?.Dispose();
            other.Spans.StartActivity("not asked for").ShouldBeNull();
        }

        tracing.Dispose();

        var spans = receiver.Spans;
        spans.Select(span => span.Name).ShouldBe([SpanNames.ContainerStart, SpanNames.Sandbox]);
        spans.ShouldAllBe(span => span.Service == "kubelet/node-1");
        spans[0].ParentSpanId.ShouldBe(spans[1].SpanId);
        spans[1].Attributes[Tags.Node].ShouldBe("node-1");
    }

    [Fact]
    public async Task A_backend_learns_what_failed_and_what_else_was_a_cause()
    {
        await using var receiver = await OtlpReceiver.StartAsync();
        using var environment = Exporting(receiver);
        using var part = new PartTelemetry("scheduler");
        var cause = new ActivityContext(ActivityTraceId.CreateRandom(), ActivitySpanId.CreateRandom(), ActivityTraceFlags.Recorded);

        var tracing = Tracing.Start(part);
        using (var span = part.Spans.StartActivity("reconcile default/web", ActivityKind.Internal, default(ActivityContext), links: [new ActivityLink(cause)]))
            span!.SetTag(Tags.Trigger, "event").SetStatus(ActivityStatusCode.Error, "no room");
        tracing.Dispose();

        var received = receiver.Spans.ShouldHaveSingleItem();
        (received.Name, received.Status, received.Attributes[Tags.Trigger]).ShouldBe(("reconcile default/web", "error", "event"));
        received.Links.ShouldHaveSingleItem().TraceId.ShouldBe(cause.TraceId.ToHexString());
    }

    [Fact]
    public async Task The_sampler_of_the_environment_is_respected()
    {
        await using var receiver = await OtlpReceiver.StartAsync();
        using var environment = Exporting(receiver, ("OTEL_TRACES_SAMPLER", "always_off"));
        using var part = new PartTelemetry("unsampled");
        using (Tracing.Start(part))
            part.Spans.StartActivity(SpanNames.Commit)?.Dispose();

        receiver.Spans.ShouldBeEmpty();
    }

    [Fact]
    public void A_backend_that_is_gone_does_not_hold_up_the_stop()
    {
        using var environment = new EnvironmentScope(("OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:9"));
        using var part = new PartTelemetry("hasty");
        var tracing = Tracing.Start(part);
        part.Spans.StartActivity(SpanNames.Commit)?.Dispose();

        var watch = Stopwatch.StartNew();
        tracing.Dispose();

        watch.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(5));
    }

    [Fact]
    public void Resource_attributes_of_the_environment_are_respected()
    {
        using var environment = new EnvironmentScope(
            ("OTEL_RESOURCE_ATTRIBUTES", "service.namespace=stage,deployment.environment=paris"), ("OTEL_SERVICE_NAME", "demo"));

        var attributes = Tracing.Resource("scheduler").Build().Attributes.ToDictionary(a => a.Key, a => a.Value.ToString());

        attributes["service.name"].ShouldBe("demo/scheduler");
        attributes["service.namespace"].ShouldBe("stage");
        attributes["deployment.environment"].ShouldBe("paris");
    }

    private static EnvironmentScope Exporting(OtlpReceiver receiver, params (string Name, string? Value)[] more) => new(
        [("OTEL_EXPORTER_OTLP_ENDPOINT", receiver.Endpoint.OriginalString), ("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf"), .. more]);
}
