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

    private readonly FakeApi _api = new();
    private readonly FakeBus _bus = new();
    private readonly LogLines _logs = new();
    private readonly PartTelemetry _telemetry = new("controller-test");
    private readonly ConcurrentQueue<Activity> _spans = [];
    private readonly CancellationTokenSource _stop = new();
    private readonly ActivityListener _listener;
    private InformerFactory _informers = null!;
    private EventRecorder _events = null!;
    private TestController _controller = null!;
    private Task _running = Task.CompletedTask;

    public ControllerTests()
    {
        _listener = new ActivityListener
        {
            ShouldListenTo = source => source == _telemetry.Spans,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = _spans.Enqueue,
        };
        ActivitySource.AddActivityListener(_listener);
    }

    public async ValueTask InitializeAsync()
    {
        _informers = new InformerFactory(_api.Client, _bus, new InformerOptions { Resync = TimeSpan.FromMilliseconds(200) }, _telemetry, TimeProvider.System, _logs);
        _events = new EventRecorder(_api.Client, "test", null, TimeProvider.System, new Logger<EventRecorder>(_logs));
        _controller = new TestController(new ControllerContext(_api.Client, _informers, _events, _telemetry, TimeProvider.System, _logs));
        await _informers.StartAsync(TestContext.Current.CancellationToken);
        _running = _controller.RunAsync(_stop.Token);
    }

    [Fact]
    public async Task Every_key_is_reconciled_again_each_resync_period_though_nothing_changed()
    {
        _api.Put(Pod("web", 0));
        await Eventually.Async("reconciled three times", Deadline, () => _controller.Reconciled.Count(key => key.Name == "web") >= 3);
    }

    [Fact]
    public async Task A_failure_is_retried_and_told_with_its_reason()
    {
        var failures = 0;
        _controller.Work = _ => ++failures < 3 ? throw new InvalidOperationException("no room") : Requeue.None;

        await _bus.TellAsync(ChangeType.Added, Pod("web", 9));

        await Eventually.Async("it succeeds at the third try", Deadline, () => failures >= 3);
        _logs.Of(LogLevel.Warning).ShouldHaveSingleItem().ShouldContain("default/web: no room; next try in");
    }

    [Fact]
    public async Task A_conflict_is_retried_quietly()
    {
        var tries = 0;
        _controller.Work = _ => ++tries < 3 ? throw new StatusException(Status.Conflict(ResourceKind.Of<Pod>(), "web", "it changed")) : Requeue.None;

        await _bus.TellAsync(ChangeType.Added, Pod("web", 9));

        await Eventually.Async("it succeeds at the third try", Deadline, () => tries >= 3);
        _logs.Of(LogLevel.Warning).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_reconcile_continues_the_trace_of_the_change_through_a_consume_span()
    {
        await _bus.TellAsync(ChangeType.Added, Pod("web", 9), "00-5b8aa5a2d2c872e8321cf37308d69df2-051581bf3cb55c13-01");

        await Eventually.Async("the reconcile is a span", Deadline, () => _spans.Any(span => span.DisplayName == "reconcile default/web"));
        var consume = _spans.First(span => span.DisplayName == "consume");
        var reconcile = _spans.First(span => span.DisplayName == "reconcile default/web");
        consume.ParentSpanId.ToHexString().ShouldBe("051581bf3cb55c13");
        reconcile.ParentSpanId.ShouldBe(consume.SpanId);
        reconcile.GetTagItem(Tags.Trigger).ShouldBe("event");
        reconcile.GetTagItem(Tags.Controller).ShouldBe("test");
    }

    [Fact]
    public async Task A_resync_that_finds_all_as_declared_leaves_no_span_to_export()
    {
        _api.Put(Pod("web", 0));
        await Eventually.Async("reconciled by resync", Deadline, () => _spans.Count(span => span.DisplayName == "reconcile default/web") >= 2);
        _spans.Where(span => span.DisplayName == "reconcile default/web").ShouldAllBe(span => !span.Recorded);
    }

    [Fact]
    public async Task A_reconcile_that_asks_for_it_is_called_again_later_as_retry()
    {
        var asked = 0;
        _controller.Work = _ => ++asked == 1 ? Requeue.In(TimeSpan.FromMilliseconds(30)) : Requeue.None;

        await _bus.TellAsync(ChangeType.Added, Pod("web", 9));

        await Eventually.Async("called again as retry", Deadline,
            () => _spans.Any(span => (string?)span.GetTagItem(Tags.Trigger) == "retry"));
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running;
        await _informers.DisposeAsync();
        await _events.DisposeAsync();
        _listener.Dispose();
        _telemetry.Dispose();
        _stop.Dispose();
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
