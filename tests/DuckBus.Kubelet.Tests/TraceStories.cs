using System.Collections.Concurrent;
using System.Diagnostics;
using DuckBus.Kubelet.Tests.Fakes;

namespace DuckBus.Kubelet.Tests;

public sealed class TraceStories : IAsyncDisposable
{
    private readonly TestNode node = new();
    private readonly ConcurrentQueue<Activity> spans = [];
    private readonly ActivitySource user = new("test user");
    private readonly ActivityListener listener;

    public TraceStories()
    {
        listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == user.Name || source.Name == node.Spans,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = spans.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);
    }

    public async ValueTask DisposeAsync()
    {
        await node.DisposeAsync();
        listener.Dispose();
        user.Dispose();
    }

    [Fact]
    public async Task All_that_a_kubelet_does_for_a_new_pod_is_in_the_trace_of_the_request()
    {
        await node.StartAsync();
        await node.UntilAsync("the kubelet is ready", () => node.Kubelet!.NotReadyReason is null);
        ActivityTraceId trace;
        using (var post = user.StartActivity("POST")!)
        {
            trace = post.TraceId;
            node.Declare();
        }

        await node.UntilRunningAsync();
        await node.UntilAsync("the status span is over", () => Names(trace).Contains("status"));
        Names(trace).ShouldBe(["POST", "consume", "container start", "reconcile default/web", "sandbox", "status"], ignoreOrder: true);
        var reconcile = spans.Single(span => span.OperationName == "reconcile default/web" && span.TraceId == trace);
        reconcile.GetTagItem("trigger").ShouldBe("event");
        spans.Where(span => span.TraceId == trace && span.OperationName is "sandbox" or "container start" or "status")
            .ShouldAllBe(span => span.ParentSpanId == reconcile.SpanId);
    }

    [Fact]
    public async Task What_happens_later_is_not_in_the_trace_of_the_request()
    {
        await node.StartAsync();
        ActivityTraceId trace;
        using (var post = user.StartActivity("POST")!)
        {
            trace = post.TraceId;
            node.Declare();
        }

        await node.UntilRunningAsync();
        node.Runtime.Exit(node.Runtime.Running[0].Id, 1);
        await node.UntilAsync("it is restarted", () => node.Container() is { Ready: true, RestartCount: 1 });
        var restart = spans.Last(span => span.OperationName == "container start");
        restart.TraceId.ShouldNotBe(trace);
    }

    [Fact]
    public async Task What_fails_is_marked_with_the_reason()
    {
        node.Runtime.StartFailure = "no space left on device";
        await node.StartAsync();
        node.Declare();
        node.Declare("image", spec: spec => spec with { Containers = [spec.Containers[0] with { Image = "nothing:1" }] });
        await node.UntilAsync("both failures are in a span", () => Failed("container start") is not null && Failed("pull") is not null);
        Failed("container start")!.StatusDescription.ShouldBe("no space left on device");
        Failed("pull")!.StatusDescription!.ShouldContain("pull access denied");

        Activity? Failed(string name) => spans.FirstOrDefault(span => span.OperationName == name && span.Status == ActivityStatusCode.Error);
    }

    private List<string> Names(ActivityTraceId trace) =>
        [.. spans.Where(span => span.TraceId == trace).Select(span => span.OperationName).Distinct()];
}
