using System.Diagnostics;
using DuckBus.Telemetry.Otlp;

namespace DuckBus.Telemetry.Tests;

public sealed class SpanTapTests
{
    [Fact]
    public void Spans_of_the_part_are_kept_as_a_backend_would_have_received_them()
    {
        using var part = new PartTelemetry("tapped");
        using var other = new PartTelemetry("not-tapped");
        var kept = new ReceivedSpans();
        using (new SpanTap(part, kept))
        {
            using var outer = part.Spans.StartActivity("reconcile default/web");
            outer!.SetTag(Tags.Trigger, "event").SetTag("attempt", 2).SetStatus(ActivityStatusCode.Error, "no");
            using (part.Spans.StartActivity("sandbox", ActivityKind.Internal, default(ActivityContext), links: [new ActivityLink(outer.Context)])) { }
            other.Spans.StartActivity("bind").ShouldBeNull("nobody listens to the other part");
        }

        kept.All.Select(span => span.Name).ShouldBe(["sandbox", "reconcile default/web"]);
        var (sandbox, reconcile) = (kept.All[0], kept.All[1]);
        (sandbox.Service, sandbox.Kind, sandbox.Status).ShouldBe(("tapped", "internal", "unset"));
        sandbox.Links.ShouldHaveSingleItem().SpanId.ShouldBe(reconcile.SpanId);
        reconcile.ParentSpanId.ShouldBeEmpty();
        reconcile.Status.ShouldBe("error");
        reconcile.Attributes.ShouldBe(new Dictionary<string, string> { ["trigger"] = "event", ["attempt"] = "2" }, ignoreOrder: true);
        part.Spans.StartActivity("later").ShouldBeNull("nobody listens any more");
    }

    [Fact]
    public void What_a_span_decided_not_to_record_is_not_kept()
    {
        using var part = new PartTelemetry("tapped-too");
        var kept = new ReceivedSpans();
        using var tap = new SpanTap(part, kept);
        using (var span = part.Spans.StartActivity("reconcile default/web")) span!.ActivityTraceFlags &= ~ActivityTraceFlags.Recorded;
        kept.All.ShouldBeEmpty();
    }
}
