using DuckBus.ApiServer.Tests.Infrastructure;

namespace DuckBus.ApiServer.Tests.Watching;

public sealed class WatchTests : ServerTests
{
    private const string Pods = "/api/v1/namespaces/default/pods";
    private const string Maps = "/api/v1/namespaces/default/configmaps";

    protected override ApiServerOptions Options => new() { WatchWindow = 5, BookmarkInterval = TimeSpan.FromMilliseconds(100) };

    [Theory]
    [InlineData("")]
    [InlineData("?resourceVersion=0")]
    public async Task A_watch_from_nowhere_begins_with_the_present_state(string query)
    {
        await Server.PodAsync("a");
        using var watch = await WatchReader.OpenAsync(Server, Pods + query);

        (await watch.NextTextAsync()).ShouldBe("ADDED a");
        await Server.PodAsync("b");
        (await watch.NextTextAsync()).ShouldBe("ADDED b");
        await Server.SendAsync("PATCH", $"{Pods}/a", """{"metadata":{"labels":{"x":"y"}}}""");
        (await watch.NextTextAsync()).ShouldBe("MODIFIED a");
        await Server.SendAsync("DELETE", $"{Pods}/a");
        (await watch.NextTextAsync()).ShouldBe("DELETED a");
    }

    [Fact]
    public async Task A_watch_after_a_list_misses_nothing_and_repeats_nothing()
    {
        await Server.PodAsync("a");
        var version = (await Server.GetAsync(Pods)).Body.At("metadata.resourceVersion");
        await Server.PodAsync("b");
        using var watch = await WatchReader.OpenAsync(Server, $"{Pods}?resourceVersion={version}");

        (await watch.NextTextAsync()).ShouldBe("ADDED b");
    }

    [Fact]
    public async Task A_watch_from_beyond_memory_reads_the_log_of_the_store()
    {
        var version = (await Server.GetAsync(Maps)).Body.At("metadata.resourceVersion");
        foreach (var i in Enumerable.Range(0, 12)) await Server.PostAsync(Maps, """{"metadata":{"name":"m""" + i + "\"}}");

        using var watch = await WatchReader.OpenAsync(Server, $"{Maps}?resourceVersion={version}");

        foreach (var i in Enumerable.Range(0, 12)) (await watch.NextTextAsync()).ShouldBe($"ADDED m{i}");
        (await Server.GetAsync($"{Maps}?watch=true&labelSelector=a&resourceVersion={version}")).Code.ShouldBe(410);
    }

    [Fact]
    public async Task A_watch_from_before_the_horizon_is_expired()
    {
        foreach (var i in Enumerable.Range(0, 12)) await Server.PostAsync(Maps, """{"metadata":{"name":"m""" + i + "\"}}");
        await Server.Inner.CompactAsync(TimeSpan.Zero, 1, default);

        var answer = await Server.GetAsync($"{Maps}?watch=true&resourceVersion=1");

        answer.Code.ShouldBe(410);
        answer.Reason.ShouldBe("Expired");
    }

    [Theory]
    [InlineData("labelSelector=app%3Dweb")]
    [InlineData("labelSelector=app+in+(web)")]
    public async Task Entering_a_selection_is_ADDED_and_leaving_it_DELETED(string selector)
    {
        var version = (await Server.GetAsync(Maps)).Body.At("metadata.resourceVersion");
        using var watch = await WatchReader.OpenAsync(Server, $"{Maps}?{selector}&resourceVersion={version}");

        await Server.PostAsync(Maps, """{"metadata":{"name":"other"}}""");
        await Server.PostAsync(Maps, """{"metadata":{"name":"x"}}""");
        await Server.SendAsync("PATCH", $"{Maps}/x", """{"metadata":{"labels":{"app":"web"}}}""");
        (await watch.NextTextAsync()).ShouldBe("ADDED x");
        await Server.SendAsync("PATCH", $"{Maps}/x", """{"data":{"a":"b"}}""");
        (await watch.NextTextAsync()).ShouldBe("MODIFIED x");
        var left = await Server.SendAsync("PATCH", $"{Maps}/x", """{"metadata":{"labels":{"app":"db"}}}""");
        var e = await watch.NextAsync();

        e.At("type").ShouldBe("DELETED");
        e.At("object.metadata.labels.app").ShouldBe("web");
        e.At("object.metadata.resourceVersion").ShouldBe(left.Body.At("metadata.resourceVersion"));
    }

    [Fact]
    public async Task A_field_selector_follows_a_pod_to_its_node()
    {
        using var watch = await WatchReader.OpenAsync(Server, "/api/v1/pods?fieldSelector=spec.nodeName%3Dnode-1");
        await Server.PodAsync("web");

        await Server.PostAsync($"{Pods}/web/binding", """{"target":{"name":"node-1"}}""");

        (await watch.NextTextAsync()).ShouldBe("ADDED web");
    }

    [Fact]
    public async Task A_watch_ends_when_its_time_is_over_with_a_bookmark_if_asked()
    {
        using var watch = await WatchReader.OpenAsync(Server, $"{Pods}?resourceVersion=1&timeoutSeconds=1&allowWatchBookmarks=true");
        await Server.PostAsync(Maps, """{"metadata":{"name":"x"}}""");
        var head = (await Server.GetAsync(Maps)).Body.At("metadata.resourceVersion");

        var last = "";
        while (await watch.NextAsync() is { } e)
        {
            e.At("type").ShouldBe("BOOKMARK");
            last = e.At("object.metadata.resourceVersion");
        }

        last.ShouldBe(head);
    }

    [Fact]
    public async Task Initial_events_end_with_their_bookmark()
    {
        await Server.PodAsync("a");
        using var watch = await WatchReader.OpenAsync(Server,
            $"{Pods}?sendInitialEvents=true&resourceVersionMatch=NotOlderThan&allowWatchBookmarks=true&timeoutSeconds=5");

        (await watch.NextTextAsync()).ShouldBe("ADDED a");
        var end = await watch.NextAsync();

        end.At("type").ShouldBe("BOOKMARK");
        end!["object"]!["metadata"]!["annotations"]!["k8s.io/initial-events-end"]!.GetValue<string>().ShouldBe("true");
    }

    [Fact]
    public async Task Without_initial_events_only_what_comes_is_told()
    {
        await Server.PodAsync("a");
        using var watch = await WatchReader.OpenAsync(Server, $"{Pods}?sendInitialEvents=false&resourceVersionMatch=NotOlderThan");

        await Server.PodAsync("b");

        (await watch.NextTextAsync()).ShouldBe("ADDED b");
    }

    [Fact]
    public async Task Bookmarks_come_only_to_who_takes_them()
    {
        using var watch = await WatchReader.OpenAsync(Server, $"{Pods}?sendInitialEvents=true&resourceVersionMatch=NotOlderThan&timeoutSeconds=1");

        (await watch.NextTextAsync()).ShouldBe("end");
    }

    [Fact]
    public async Task Bookmarks_come_also_while_others_change()
    {
        using var watch = await WatchReader.OpenAsync(Server, $"{Maps}?labelSelector=app%3Dweb&allowWatchBookmarks=true&resourceVersion=1");
        using var stop = new CancellationTokenSource();
        var busy = Task.Run(async () =>
        {
            for (var i = 0; !stop.IsCancellationRequested; i++) await Server.PostAsync(Maps, """{"metadata":{"name":"m""" + i + "\"}}");
        });

        long last = 0;
        for (var i = 0; i < 3; i++)
        {
            var e = await watch.NextAsync();
            e.At("type").ShouldBe("BOOKMARK");
            var revision = long.Parse(e.At("object.metadata.resourceVersion")!);
            revision.ShouldBeGreaterThan(last);
            last = revision;
        }

        await stop.CancelAsync();
        await busy;
    }

    [Fact]
    public async Task An_object_that_is_named_is_read_even_if_a_watch_is_asked_for()
    {
        await Server.PodAsync("a");

        var answer = await Server.GetAsync($"{Pods}/a?watch=true");

        answer.Body.At("kind").ShouldBe("Pod");
        answer.Body.At("metadata.name").ShouldBe("a");
    }

    [Fact]
    public async Task Stopping_the_server_ends_its_watches()
    {
        using var watch = await WatchReader.OpenAsync(Server, Pods);

        var stop = Server.Part.DisposeAsync().AsTask();

        (await watch.NextTextAsync()).ShouldBe("end");
        await stop.WaitAsync(TimeSpan.FromSeconds(5));
    }

    [Fact]
    public async Task Every_watcher_sees_every_change_in_order_while_many_write()
    {
        var version = (await Server.GetAsync(Maps)).Body.At("metadata.resourceVersion");
        var watches = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => WatchReader.OpenAsync(Server, $"{Maps}?resourceVersion={version}")));

        var writers = Enumerable.Range(0, 8).Select(async w =>
        {
            foreach (var i in Enumerable.Range(0, 50))
                (await Server.PostAsync(Maps, """{"metadata":{"name":"w""" + $"{w}-{i}" + "\"}}")).Code.ShouldBe(201);
        });
        await Task.WhenAll(writers);

        foreach (var watch in watches)
        {
            long last = 0;
            var names = new HashSet<string>();
            while (names.Count < 400)
            {
                var e = await watch.NextAsync();
                var revision = long.Parse(e.At("object.metadata.resourceVersion")!);
                revision.ShouldBeGreaterThan(last);
                last = revision;
                names.Add(e.At("object.metadata.name")!).ShouldBeTrue();
            }

            watch.Dispose();
        }
    }
}
