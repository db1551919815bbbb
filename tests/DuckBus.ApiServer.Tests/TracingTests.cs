using System.Collections.Concurrent;
using System.Diagnostics;
using DuckBus.ApiServer.Tests.Infrastructure;
using DuckBus.Testing;

namespace DuckBus.ApiServer.Tests;

public sealed class TracingTests : ServerTests
{
    [Fact]
    public async Task Request_commit_and_publish_are_one_trace_that_goes_on_in_the_message()
    {
        var spans = new ConcurrentBag<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => ReferenceEquals(source, Server.Telemetry.Spans),
            Sample = (ref _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = spans.Add,
        };
        ActivitySource.AddActivityListener(listener);
        Activity.Current = null;

        await Server.PostAsync("/api/containers", """{"name":"nginx"}""");
        await Server.PostAsync("/apis/coordination.k8s.io/v1/namespaces/default/leases", """{"metadata":{"name":"beat"}}""");
        await Eventually.Async("both are published", TimeSpan.FromSeconds(10), () => Server.Bus.Taken.Any(change => change.Name == "beat"));
        await Eventually.Async("the span of the message has ended", TimeSpan.FromSeconds(10), () => spans.Any(span => span.OperationName == "publish"));

        var request = spans.Single(span => span.OperationName == "POST containers");
        var commit = spans.Single(span => span.OperationName == "commit");
        var publish = spans.Single(span => span.OperationName == "publish");
        commit.ParentSpanId.ShouldBe(request.SpanId);
        publish.ParentSpanId.ShouldBe(commit.SpanId);
        publish.TraceId.ShouldBe(request.TraceId);
        Server.Bus.Taken.Single(change => change.Name == "nginx").TraceParent.ShouldBe(publish.Id);
        Server.Bus.Taken.Single(change => change.Name == "beat").TraceParent.ShouldBeNull();
    }
}
