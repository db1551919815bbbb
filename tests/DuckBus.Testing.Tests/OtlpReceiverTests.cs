using System.Diagnostics;
using DuckBus.Telemetry.Otlp;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace DuckBus.Testing.Tests;

public sealed class OtlpReceiverTests
{
    [Fact]
    public async Task Spans_of_the_real_exporter_arrive_with_parents_attributes_status_and_links()
    {
        await using var receiver = await OtlpReceiver.StartAsync();
        using var source = new ActivitySource("DuckBus.Testing.Tests");
        using var provider = Sdk.CreateTracerProviderBuilder()
            .AddSource(source.Name)
            .ConfigureResource(resource => resource.AddService("pond"))
            .AddOtlpExporter(options =>
            {
                options.Protocol = OtlpExportProtocol.HttpProtobuf;
                options.Endpoint = new Uri(receiver.Endpoint, "/v1/traces");
            })
            .Build();

        var other = new ActivityContext(ActivityTraceId.CreateRandom(), ActivitySpanId.CreateRandom(), ActivityTraceFlags.Recorded);
        using (var parent = source.StartActivity("swim", ActivityKind.Server))
        using (var child = source.StartActivity(ActivityKind.Internal, links: [new ActivityLink(other)], name: "paddle"))
        {
            child!.SetTag("feet", 2).SetTag("wet", true).SetTag("sound", "quack");
            child.SetStatus(ActivityStatusCode.Error);
        }

        provider.ForceFlush().ShouldBeTrue();
        var spans = await receiver.WaitForAsync("both spans", TimeSpan.FromSeconds(10), seen => seen.Count == 2);

        var swim = spans.Single(span => span.Name == "swim");
        var paddle = spans.Single(span => span.Name == "paddle");
        swim.ParentSpanId.ShouldBeEmpty();
        swim.Kind.ShouldBe("server");
        swim.Service.ShouldBe("pond");
        paddle.TraceId.ShouldBe(swim.TraceId);
        paddle.ParentSpanId.ShouldBe(swim.SpanId);
        paddle.Status.ShouldBe("error");
        paddle.Links.ShouldBe([new OtlpLink(other.TraceId.ToHexString(), other.SpanId.ToHexString())]);
        paddle.Attributes["feet"].ShouldBe("2");
        paddle.Attributes["wet"].ShouldBe("true");
        paddle.Attributes["sound"].ShouldBe("quack");
    }

    [Theory]
    [InlineData("application/json", "{}", 415, "http/protobuf")]
    [InlineData("application/x-protobuf", "no protobuf", 400, "ExportTraceServiceRequest")]
    public async Task What_is_no_trace_is_refused_with_the_way_out(string type, string body, int code, string words)
    {
        await using var receiver = await OtlpReceiver.StartAsync();
        using var http = new HttpClient();
        using var content = new ByteArrayContent(System.Text.Encoding.UTF8.GetBytes(body));
        content.Headers.ContentType = new(type);

        using var answer = await http.PostAsync(new Uri(receiver.Endpoint, "/v1/traces"), content);

        ((int)answer.StatusCode).ShouldBe(code);
        (await answer.Content.ReadAsStringAsync()).ShouldContain(words);
        receiver.Spans.ShouldBeEmpty();
    }

    [Fact]
    public void Only_the_latest_spans_are_kept()
    {
        var spans = new ReceivedSpans(most: 2);
        OtlpSpan Span(string id) => new("trace", id, "", id, "pond", "internal", new Dictionary<string, string>(), "ok", [], default, default);

        spans.Add([Span("1"), Span("2")]);
        spans.Add([Span("3")]);

        spans.All.Select(span => span.SpanId).ShouldBe(["2", "3"]);
    }
}
