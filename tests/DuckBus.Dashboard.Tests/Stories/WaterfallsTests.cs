using DuckBus.Dashboard.Stories;
using DuckBus.Telemetry;
using DuckBus.Telemetry.Otlp;
using static DuckBus.Dashboard.Tests.Given;

namespace DuckBus.Dashboard.Tests.Stories;

public sealed class WaterfallsTests
{
    [Fact]
    public void A_trace_is_drawn_as_a_tree_in_the_order_of_time()
    {
        var trace = Waterfalls.About("web-a", "default",
        [
            Span("c", "b", "sandbox", 50, 100, pod: "web-a"), Span("a", "", "POST containers", 0, 20), Span("b", "a", "commit", 10, 10), Span("d", "a", "other", 15, 5, pod: "web-b"),
        ]).ShouldHaveSingleItem();

        trace.Title.ShouldBe("POST containers");
        trace.Milliseconds.ShouldBe(150);
        trace.Bars.Select(bar => (bar.Name, bar.Depth)).ShouldBe([("POST containers", 0), ("commit", 1), ("sandbox", 2)], "the other pod of the trace has a way of its own");
        trace.Spans.ShouldBe(4);
        var sandbox = trace.Bars[2];
        (sandbox.IsOurs, sandbox.Failed, Math.Round(sandbox.Left, 1), Math.Round(sandbox.Width, 1)).ShouldBe((true, false, 33.3, 66.7));
    }

    [Fact]
    public void A_trace_can_be_shown_whole()
    {
        var trace = Waterfalls.Whole("trace", [Span("a", "", "POST pods", 0, 20), Span("b", "a", "commit", 10, 10, pod: "web-a"), Span("d", "a", "other", 15, 5, pod: "web-b")])!;

        trace.Bars.Select(bar => bar.Name).ShouldBe(["POST pods", "commit", "other"]);
        Waterfalls.Whole("trace", []).ShouldBeNull();
    }

    [Fact]
    public void Spans_whose_parent_was_not_received_are_shown_at_the_top() =>
        Waterfalls.About("web-a", "default", [Span("b", "somebody", "commit", 0, 1, pod: "web-a")]).ShouldHaveSingleItem().Bars.ShouldHaveSingleItem().Depth.ShouldBe(0);

    [Fact]
    public void Traces_of_others_are_left_out() => Waterfalls.About("web-a", "default", [Span("a", "", "commit", 0, 1, pod: "web-b")]).ShouldBeEmpty();

    private static OtlpSpan Span(string id, string parent, string name, double start, double took, string? pod = null) => new(
        "trace", id, parent, name, "apiserver", "internal",
        pod is null ? new Dictionary<string, string>() : new Dictionary<string, string> { [Tags.Name] = pod, [Tags.Namespace] = "default" },
        "unset", [], Start.AddMilliseconds(start), TimeSpan.FromMilliseconds(took));
}
