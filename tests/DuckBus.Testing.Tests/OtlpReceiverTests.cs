using System.Diagnostics;
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
}
