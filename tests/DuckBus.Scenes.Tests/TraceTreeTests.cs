using System.Text.Json.Nodes;
using DuckBus.Scenes.Traces;
using DuckBus.Telemetry.Otlp;

namespace DuckBus.Scenes.Tests;

/// <summary>A trace as text.</summary>
public sealed class TraceTreeTests
{
    private static readonly IReadOnlyList<OtlpSpan> Spans =
    [
        Span("1", "0", "apiserver", "POST pods", 0, 5),
        Span("2", "1", "apiserver", "commit", 1, 2),
        Span("3", "2", "scheduler", "reconcile default/web", 3, 9, ("trigger", "event")),
        Span("4", "3", "scheduler", "bind", 4, 7),
        Span("5", "2", "controllers", "consume", 5, 6),
    ];

    [Fact]
    public void A_chain_goes_down_and_a_branch_goes_to_the_right() => TraceTree.Lines(Spans).ShouldBe(
    [
        "apiserver: POST pods                                +    0 ms      5 ms",
        "apiserver: commit                                   +    1 ms      1 ms",
        "├─ scheduler: reconcile default/web  trigger=event  +    3 ms      6 ms",
        "│  scheduler: bind                                  +    4 ms      3 ms",
        "└─ controllers: consume                             +    5 ms      1 ms",
    ]);

    [Fact]
    public void What_does_not_lead_to_a_hop_can_be_left_out() =>
        TraceTree.LeadingTo(Spans, ["bind"]).Select(span => span.SpanId).ShouldBe(["1", "2", "3", "4"]);

    [Fact]
    public void Missing_hops_and_orphans_are_named()
    {
        TraceTree.Missing(Spans, ["POST", "bind"]).ShouldBeNull();
        TraceTree.Missing(Spans, ["bind", "sandbox", "status"]).ShouldBe("not in the trace yet: sandbox, status");
        TraceTree.Orphans(Spans, "0").ShouldBeNull();
        TraceTree.Orphans([.. Spans.Skip(1)], "0")!.ShouldContain("apiserver commit");
    }

    [Fact]
    public void Jaeger_s_own_form_is_read_too()
    {
        var answer = JsonNode.Parse("""
            {"data": [{"traceID": "t", "spans": [
              {"traceID": "t", "spanID": "b", "operationName": "bind", "references": [{"refType": "CHILD_OF", "traceID": "t", "spanID": "a"}],
               "startTime": 2000, "duration": 1500, "tags": [{"key": "trigger", "type": "string", "value": "event"}, {"key": "error", "type": "bool", "value": true}], "processID": "p1"},
              {"traceID": "t", "spanID": "a", "operationName": "POST pods", "references": [], "startTime": 1000, "duration": 5000, "tags": [], "processID": "p2"}],
              "processes": {"p1": {"serviceName": "scheduler"}, "p2": {"serviceName": "apiserver"}}}]}
            """)!;

        var spans = JaegerTrace.Spans(answer);

        spans.Select(span => $"{span.Service} {span.Name} {span.ParentSpanId} {span.Status}").ShouldBe(["apiserver POST pods  unset", "scheduler bind a error"]);
        spans[1].Attributes["trigger"].ShouldBe("event");
        spans[1].Duration.ShouldBe(TimeSpan.FromMilliseconds(1.5));
        JaegerTrace.Spans(JsonNode.Parse("""{"data": []}""")!).ShouldBeEmpty();
    }

    [Fact]
    public void What_a_dashboard_answers_is_read_as_Jaeger_s()
    {
        OtlpSpan[] kept = [.. Spans, Spans[0] with { SpanId = "6", ParentSpanId = "", Status = "error" }];

        var read = JaegerTrace.Spans(JaegerJson.Of("t", kept));

        read.Select(Told).ShouldBe(kept.OrderBy(span => span.Start).Select(Told));
        JaegerTrace.Spans(JaegerJson.Of("t", [])).ShouldBeEmpty();

        static string Told(OtlpSpan span) =>
            $"{span.TraceId} {span.SpanId} {span.ParentSpanId} {span.Service} {span.Name} {span.Kind} {span.Attributes.GetValueOrDefault("trigger")} {span.Status} {span.Start:O} {span.Duration}";
    }

    private static OtlpSpan Span(string id, string parent, string service, string name, int from, int to, params (string Key, string Value)[] attributes) => new(
        "t", id, parent, name, service, "internal", attributes.ToDictionary(a => a.Key, a => a.Value, StringComparer.Ordinal), "unset", [],
        DateTimeOffset.UnixEpoch.AddMilliseconds(from), TimeSpan.FromMilliseconds(to - from));
}
