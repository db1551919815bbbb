using System.Collections.Concurrent;
using System.Net;
using DuckBus.Bus;
using DuckBus.Client.Informers;
using DuckBus.Client.Queues;
using DuckBus.Model.Core;
using DuckBus.Model.Kinds;
using DuckBus.Model.Meta;
using DuckBus.Telemetry;
using DuckBus.Testing;
using Microsoft.Extensions.Logging;
using static DuckBus.Client.Tests.Pods;

namespace DuckBus.Client.Tests.Informers;

public sealed class InformerTests : IAsyncLifetime
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(10);

    private readonly FakeApi api = new();
    private readonly FakeBus bus = new();
    private readonly LogLines logs = new();
    private readonly ManualTimeProvider time = new();
    private readonly PartTelemetry telemetry = new("informer-test");
    private readonly ConcurrentQueue<string> told = [];
    private InformerFactory factory = null!;

    public ValueTask InitializeAsync()
    {
        factory = Factory(new InformerOptions());
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task The_first_list_is_told_as_resync_and_an_event_as_event()
    {
        api.Put(Pod("web", 0));
        await StartAsync();

        await bus.TellAsync(ChangeType.Added, Pod("api", 9));

        told.ShouldBe(["resync web", "event api"]);
    }

    [Fact]
    public async Task A_resync_of_what_has_not_changed_is_told_to_nobody_and_counts()
    {
        api.Put(Pod("web", 0));
        var informer = await StartAsync();
        var before = informer.Revision;
        api.Instead = request =>
        {
            if (!request.Headers.Contains("If-None-Match")) return null;
            var unchanged = new HttpResponseMessage(HttpStatusCode.NotModified);
            unchanged.Headers.Add(ListHeaders.Revision, $"{before + 7}");
            return unchanged;
        };

        await PeriodAsync();
        await PassingAsync("the informer knows the newer revision", () => informer.Revision == before + 7);

        told.ShouldBe(["resync web"]);
        informer.List().ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_resync_of_what_has_not_changed_is_not_held_back_for_events()
    {
        api.Put(Pod("web", 0));
        var informer = await StartAsync();
        bus.Connect();
        await PassingAsync("the list of the reconnect", () => api.Calls.Count > 1);
        var before = informer.Revision;
        api.Instead = _ =>
        {
            var unchanged = new HttpResponseMessage(HttpStatusCode.NotModified);
            unchanged.Headers.Add(ListHeaders.Revision, $"{before + 7}");
            return unchanged;
        };
        await PassingAsync("another list", ListedAgain());

        await Eventually.Async("the informer knows the newer revision while no time passes", Deadline, () => informer.Revision == before + 7);
    }

    [Fact]
    public async Task A_start_that_is_given_up_half_way_leaves_nobody_listening()
    {
        bus.Room = 1;
        factory.For<Pod>();
        factory.For<Node>();
        using var term = new CancellationTokenSource();
        var starting = factory.StartAsync(term.Token);
        bus.Subscribers.ShouldBe(1);

        await term.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(starting);
        await factory.DisposeAsync();

        bus.Subscribers.ShouldBe(0);
    }

    [Fact]
    public async Task One_kind_that_waits_for_a_deaf_broker_keeps_no_other_waiting()
    {
        bus.Room = 0;
        factory.For<Pod>();
        factory.For<Node>();
        using var term = new CancellationTokenSource();

        var starting = factory.StartAsync(term.Token);
        bus.Asked.ShouldBe(2);

        await term.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(starting);
    }

    [Fact]
    public async Task What_the_bus_does_not_tell_the_next_resync_finds()
    {
        await StartAsync();
        api.Put(Pod("web", 0));

        await PeriodAsync();

        await ToldAsync("resync web");
    }

    [Fact]
    public async Task A_broker_that_comes_back_makes_the_informer_list_at_once()
    {
        await StartAsync();
        api.Put(Pod("web", 0));

        bus.Connect();

        await PassingAsync("told: resync web", () => told.Contains("resync web"));
        told.Count.ShouldBe(1);
    }

    [Fact]
    public async Task An_event_that_is_on_its_way_while_the_list_is_taken_is_told_as_event()
    {
        await StartAsync();
        bus.Connect();
        await PassingAsync("the list of the reconnect", () => api.Calls.Count > 1);
        await PassingAsync("another list", ListedAgain());
        var listed = ListedAgain();
        var web = api.Put(Pod("web", 0));

        await PassingAsync("the list that holds web", listed);
        await bus.TellAsync(ChangeType.Added, web);
        await PassingAsync("the list after that", ListedAgain());

        told.ShouldBe(["event web"]);
    }

    [Fact]
    public async Task Without_the_bus_the_resync_comes_twice_as_often()
    {
        await StartAsync();
        api.Put(Pod("web", 0));

        await Eventually.Async("the informer waits for its next period", Deadline, () => time.PendingTimers > 0);
        time.Advance(TimeSpan.FromSeconds(2.8));

        await ToldAsync("resync web");
    }

    [Fact]
    public async Task What_the_part_writes_itself_it_hears_of_at_once_only_without_the_bus()
    {
        var informer = await StartAsync();
        informer.Observe(api.Put(Pod("web", 0)));
        told.ShouldBe(["resync web"]);
        await PeriodAsync();
        await PassingAsync("another list", ListedAgain());

        bus.Connect();
        var db = api.Put(Pod("db", 0));
        informer.Observe(db);
        told.ShouldBe(["resync web"]);
        await bus.TellAsync(ChangeType.Added, db);
        told.ShouldBe(["resync web", "event db"]);
    }

    [Fact]
    public async Task An_API_server_that_is_gone_leaves_the_cache_and_is_told_once_and_once_more_when_it_is_back()
    {
        api.Put(Pod("web", 0));
        var informer = await StartAsync();
        api.IsDown = true;

        for (var i = 0; i < 5; i++) await PeriodAsync();
        await Eventually.Async("the informer tries again", Deadline, () => factory.ApiUnreachable is not null);
        informer.List().Count.ShouldBe(1);
        logs.Of(LogLevel.Warning).ShouldHaveSingleItem().ShouldContain("API unreachable");

        api.IsDown = false;
        await PeriodAsync();
        await Eventually.Async("the API server is back", Deadline, () => factory.ApiUnreachable is null);
        logs.Of(LogLevel.Information).ShouldContain("Information: ✓ API reachable again");
        told.ShouldBe(["resync web"]);
    }

    [Fact]
    public async Task Before_the_first_list_the_part_says_what_it_waits_for()
    {
        api.IsDown = true;
        factory.For<Pod>();
        await factory.StartAsync(TestContext.Current.CancellationToken);

        await Eventually.Async("the reason is there", Deadline, () => factory.NotReadyReason == "waiting for the first list of pods: connection refused");
    }

    [Fact]
    public async Task A_kubelet_hears_of_its_own_pods_only()
    {
        factory.For<Pod>(node: "node-1");
        await factory.StartAsync(TestContext.Current.CancellationToken);
        await factory.WaitForSyncAsync(TestContext.Current.CancellationToken);

        bus.Topics.ShouldBe([new Topic("pods", null, "node-1")]);
        api.Calls.ShouldContain("GET /api/v1/pods?fieldSelector=spec.nodeName%3Dnode-1&resourceVersion=0");
    }

    [Fact]
    public async Task A_polling_informer_does_not_listen_to_the_bus()
    {
        await using var polling = Factory(new InformerOptions { Sync = SyncMode.Poll });
        polling.For<Pod>();
        await polling.StartAsync(TestContext.Current.CancellationToken);
        await polling.WaitForSyncAsync(TestContext.Current.CancellationToken);

        bus.Topics.ShouldBeEmpty();
    }

    [Fact]
    public async Task An_event_goes_on_in_the_trace_of_its_change()
    {
        var informer = factory.For<Pod>();
        var causes = new ConcurrentQueue<Cause>();
        informer.OnChange(change => causes.Enqueue(change.Cause));
        await StartAsync();

        await bus.TellAsync(ChangeType.Added, Pod("web", 9), "00-5b8aa5a2d2c872e8321cf37308d69df2-051581bf3cb55c13-01");

        causes.ShouldHaveSingleItem().Trace.TraceId.ToHexString().ShouldBe("5b8aa5a2d2c872e8321cf37308d69df2");
    }

    [Fact]
    public async Task A_list_from_a_server_that_lags_is_asked_again_from_the_store()
    {
        api.Put(Pod("web", 0));
        api.Put(Pod("web", 0));
        await StartAsync();
        api.Instead = request => request.RequestUri!.Query.Contains("resourceVersion=0", StringComparison.Ordinal)
            ? FakeApi.Answer(System.Net.HttpStatusCode.OK, """{"metadata":{"resourceVersion":"1"},"items":[]}""")
            : null;

        var before = api.Calls.Count;
        await PeriodAsync();
        await Eventually.Async("the store is asked", Deadline, () => api.Calls.Skip(before).Contains("GET /api/v1/pods"));
        told.ShouldBe(["resync web"]);
    }

    [Fact]
    public async Task A_handler_that_fails_does_not_stop_the_informer()
    {
        factory.For<Pod>().OnChange(_ => throw new InvalidOperationException("a bug"));
        await StartAsync();

        await bus.TellAsync(ChangeType.Added, Pod("web", 9));

        told.ShouldBe(["event web"]);
        logs.Of(LogLevel.Error).ShouldHaveSingleItem();
    }

    public async ValueTask DisposeAsync()
    {
        await factory.DisposeAsync();
        telemetry.Dispose();
    }

    private InformerFactory Factory(InformerOptions options) => new(api.Client, bus, options, telemetry, time, logs);

    private async Task<Informer<Pod>> StartAsync()
    {
        var informer = factory.For<Pod>();
        informer.OnChange(change => told.Enqueue($"{change.Cause.Trigger.Word()} {change.Latest.Metadata.Name}"));
        await factory.StartAsync(TestContext.Current.CancellationToken);
        await factory.WaitForSyncAsync(TestContext.Current.CancellationToken);
        return informer;
    }

    private async Task PeriodAsync()
    {
        await Eventually.Async("the informer waits for its next period", Deadline, () => time.PendingTimers > 0);
        time.Advance(TimeSpan.FromSeconds(6));
    }

    private Func<bool> ListedAgain()
    {
        var before = api.Calls.Count;
        return () => api.Calls.Count > before;
    }

    /// <summary>Waits for a condition while the fake time passes.</summary>
    private Task PassingAsync(string what, Func<bool> condition) => Eventually.Async(what, Deadline, () =>
    {
        if (condition()) return true;
        time.Advance(TimeSpan.FromMilliseconds(100));
        return condition();
    }, () => string.Join(", ", told));

    private Task ToldAsync(string what) =>
        Eventually.Async($"told: {what}", Deadline, () => told.Contains(what), () => string.Join(", ", told));
}
