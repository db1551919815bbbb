using System.Collections.Concurrent;
using System.Diagnostics;
using DuckBus.Client.Controllers;
using DuckBus.Client.Events;
using DuckBus.Client.Informers;
using DuckBus.Client.Queues;
using DuckBus.Model.Core;
using DuckBus.Model.Errors;
using DuckBus.Model.Kinds;
using DuckBus.Telemetry;
using DuckBus.Testing;
using Microsoft.Extensions.Logging;
using static DuckBus.Client.Tests.Pods;

namespace DuckBus.Client.Tests.Controllers;

public sealed class ControllerTests : IAsyncLifetime
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(10);

    private readonly FakeApi api = new();
    private readonly FakeBus bus = new();
    private readonly LogLines logs = new();
    private readonly PartTelemetry telemetry = new("controller-test");
    private readonly ConcurrentQueue<Activity> spans = [];
    private readonly CancellationTokenSource stop = new();
    private readonly ActivityListener listener;
    private InformerFactory informers = null!;
    private EventRecorder events = null!;
    private TestController controller = null!;
    private Task running = Task.CompletedTask;

    public ControllerTests()
    {
        listener = new ActivityListener
        {
            ShouldListenTo = source => source == telemetry.Spans,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = spans.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);
    }

    public async ValueTask InitializeAsync()
    {
        informers = new InformerFactory(api.Client, bus, new InformerOptions { Resync = TimeSpan.FromMilliseconds(200) }, telemetry, TimeProvider.System, logs);
        events = new EventRecorder(api.Client, "test", null, TimeProvider.System, new Logger<EventRecorder>(logs));
        controller = new TestController(new ControllerContext(api.Client, informers, events, telemetry, TimeProvider.System, logs));
        await informers.StartAsync(TestContext.Current.CancellationToken);
        running = controller.RunAsync(stop.Token);
    }

    [Fact]
    public async Task Every_key_is_reconciled_again_each_resync_period_though_nothing_changed()
    {
        api.Put(Pod("web", 0));
        await Eventually.Async("reconciled three times", Deadline, () => controller.Reconciled.Count(key => key.Name == "web") >= 3);
    }

    [Fact]
    public async Task A_failure_is_retried_and_told_with_its_reason()
    {
        var failures = 0;
        controller.Work = _ => ++failures < 3 ? throw new InvalidOperationException("no room") : Requeue.None;

        await bus.TellAsync(ChangeType.Added, Pod("web", 9));

        await Eventually.Async("it succeeds at the third try", Deadline, () => failures >= 3);
        logs.Of(LogLevel.Warning).ShouldHaveSingleItem().ShouldContain("default/web: no room; next try in");
    }

    [Fact]
    public async Task A_conflict_is_retried_quietly()
    {
        var tries = 0;
        controller.Work = _ => ++tries < 3 ? throw new StatusException(Status.Conflict(ResourceKind.Of<Pod>(), "web", "it changed")) : Requeue.None;

        await bus.TellAsync(ChangeType.Added, Pod("web", 9));

        await Eventually.Async("it succeeds at the third try", Deadline, () => tries >= 3);
        logs.Of(LogLevel.Warning).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_reconcile_continues_the_trace_of_the_change_through_a_consume_span()
    {
        await bus.TellAsync(ChangeType.Added, Pod("web", 9), "00-5b8aa5a2d2c872e8321cf37308d69df2-051581bf3cb55c13-01");

        await Eventually.Async("the reconcile is a span", Deadline, () => spans.Any(span => span.DisplayName == "reconcile default/web"));
        var consume = spans.First(span => span.DisplayName == "consume");
        var reconcile = spans.First(span => span.DisplayName == "reconcile default/web");
        consume.ParentSpanId.ToHexString().ShouldBe("051581bf3cb55c13");
        reconcile.ParentSpanId.ShouldBe(consume.SpanId);
        reconcile.GetTagItem(Tags.Trigger).ShouldBe("event");
        reconcile.GetTagItem(Tags.Controller).ShouldBe("test");
    }

    [Fact]
    public async Task A_reconcile_with_several_causes_goes_on_in_the_first_trace_and_links_the_others()
    {
        using var busy = new ManualResetEventSlim();
        controller.Work = _ =>
        {
            busy.Wait(Deadline, stop.Token);
            return Requeue.None;
        };
        await bus.TellAsync(ChangeType.Added, Pod("web", 9), "00-11111111111111111111111111111111-0000000000000001-01");
        await Eventually.Async("the first reconcile is under way", Deadline, () => controller.Reconciled.Any(key => key.Name == "web"));

        await bus.TellAsync(ChangeType.Modified, Pod("web", 10), "00-22222222222222222222222222222222-0000000000000002-01");
        await bus.TellAsync(ChangeType.Modified, Pod("web", 11), "00-33333333333333333333333333333333-0000000000000003-01");
        busy.Set();

        await Eventually.Async("one reconcile for both", Deadline, () => spans.Any(span =>
            span.DisplayName == "reconcile default/web" && span.TraceId.ToHexString()[0] == '2'
            && span.Links.Select(link => link.Context.TraceId.ToHexString()[0]).SequenceEqual(['3'])));
        spans.ShouldNotContain(span => span.DisplayName == "reconcile default/web" && span.TraceId.ToHexString()[0] == '3');
    }

    [Fact]
    public async Task A_reconcile_that_fails_is_marked_with_the_reason()
    {
        controller.Work = _ => throw new InvalidOperationException("no room");
        await bus.TellAsync(ChangeType.Added, Pod("web", 9), "00-11111111111111111111111111111111-0000000000000001-01");
        await Eventually.Async("the span is marked", Deadline, () => spans.Any(span =>
            span is { DisplayName: "reconcile default/web", Status: ActivityStatusCode.Error, StatusDescription: "no room" }));
    }

    [Fact]
    public async Task A_resync_that_finds_all_as_declared_leaves_no_span_to_export()
    {
        api.Put(Pod("web", 0));
        await Eventually.Async("reconciled by resync", Deadline, () => spans.Count(span => span.DisplayName == "reconcile default/web") >= 2);
        spans.Where(span => span.DisplayName == "reconcile default/web").ShouldAllBe(span => !span.Recorded);
    }

    [Fact]
    public async Task A_reconcile_that_asks_for_it_is_called_again_later_as_retry()
    {
        var asked = 0;
        controller.Work = _ => ++asked == 1 ? Requeue.In(TimeSpan.FromMilliseconds(30)) : Requeue.None;

        await bus.TellAsync(ChangeType.Added, Pod("web", 9));

        await Eventually.Async("called again as retry", Deadline,
            () => spans.Any(span => (string?)span.GetTagItem(Tags.Trigger) == "retry"));
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await running;
        await informers.DisposeAsync();
        await events.DisposeAsync();
        listener.Dispose();
        telemetry.Dispose();
        stop.Dispose();
    }

    private sealed class TestController : Controller
    {
        public TestController(ControllerContext context)
            : base(context, "test", workers: 2) => Watch<Pod>();

        public ConcurrentQueue<ObjectName> Reconciled { get; } = [];

        public Func<ObjectName, Requeue> Work { get; set; } = _ => Requeue.None;

        protected override Task<Requeue> ReconcileAsync(ObjectName key, CancellationToken cancellationToken)
        {
            Reconciled.Enqueue(key);
            return Task.FromResult(Work(key));
        }
    }
}
