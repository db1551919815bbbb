using DuckBus.ApiServer.Tests.Infrastructure;
using DuckBus.Model.Kinds;
using DuckBus.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace DuckBus.ApiServer.Tests;

public sealed class StoreDownTests
{
    private const string Maps = "/api/v1/namespaces/default/configmaps";

    [Fact]
    public async Task Without_the_store_reads_go_on_and_writes_are_told_to_come_again()
    {
        await using var server = await TestServer.StartAsync(wrap: inner => new BreakableStore(inner));
        await server.PostAsync(Maps, """{"metadata":{"name":"x"}}""");
        var store = (BreakableStore)server.Store;
        store.Broken = true;

        var read = await server.GetAsync($"{Maps}/x");
        var list = await server.GetAsync(Maps);
        var write = await server.PostAsync(Maps, """{"metadata":{"name":"y"}}""");
        var ready = await server.GetAsync("/readyz");
        var unknown = await server.GetAsync($"{Maps}/written-by-another-server");
        var change = await server.SendAsync("PATCH", $"{Maps}/written-by-another-server", "{}");
        var deletion = await server.SendAsync("DELETE", $"{Maps}/written-by-another-server");
        store.Broken = false;

        read.Code.ShouldBe(200);
        list.Body.Names().ShouldBe(["x"]);
        write.Code.ShouldBe(503);
        write.Reason.ShouldBe("ServiceUnavailable");
        write.Body.At("details.retryAfterSeconds").ShouldBe("1");
        ready.Code.ShouldBe(503);
        foreach (var answer in new[] { unknown, change, deletion })
            answer.Code.ShouldBe(503, "what memory does not have may be in the store");
        await Eventually.Async("the server is ready again", TimeSpan.FromSeconds(10), async () =>
        {
            await server.GetAsync(Maps);
            return server.Part.NotReadyReason is null;
        });
        (await server.PostAsync(Maps, """{"metadata":{"name":"y"}}""")).Code.ShouldBe(201);
    }

    [Fact]
    public async Task A_server_that_nobody_reads_from_knows_too_whether_the_store_answers()
    {
        await using var server = await TestServer.StartAsync(wrap: inner => new BreakableStore(inner));
        var store = (BreakableStore)server.Store;

        store.Broken = true;
        await Eventually.Async("the server is not ready", TimeSpan.FromSeconds(10), () => server.Part.NotReadyReason is not null);
        store.Broken = false;
        await Eventually.Async("the server is ready again", TimeSpan.FromSeconds(10), () => server.Part.NotReadyReason is null);
    }

    [Theory]
    [InlineData(nameof(BreakableStore.CompactAsync))]
    [InlineData(nameof(BreakableStore.ListAsync))]
    [InlineData(nameof(ChangeType.Added))]
    public async Task A_store_that_fails_while_the_server_stops_is_no_failure_of_the_stop(string call)
    {
        var quick = TimeSpan.FromMilliseconds(20);
        await using var server = await TestServer.StartAsync(
            new ApiServerOptions { CompactionInterval = quick, BootstrapInterval = quick }, inner => new BreakableStore(inner));
        var store = (BreakableStore)server.Store;
        (store.Held, store.Compacted) = (call, call == nameof(BreakableStore.ListAsync));
        var change = server.SendAsync("DELETE", "/api/v1/namespaces/default/services/kubernetes");
        await store.Waits.Task.WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);

        var stopping = server.Part.DisposeAsync();
        store.LetGo.SetResult();

        await stopping;
        await ((Task)change).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
    }

    [Fact]
    public async Task A_second_server_on_the_same_store_reads_what_the_first_has_answered()
    {
        await using var first = await TestServer.StartAsync();
        await using var second = await ApiServerPart.StartAsync(
            new ApiServerOptions { Urls = "http://127.0.0.1:0" }, first.Store, first.Bus, first.Telemetry, TimeProvider.System, NullLoggerFactory.Instance, default);
        using var http = new HttpClient { BaseAddress = second.Address };

        foreach (var i in Enumerable.Range(0, 50))
        {
            (await first.PostAsync(Maps, """{"metadata":{"name":"m""" + i + "\"}}")).Code.ShouldBe(201);
            (await http.GetAsync($"{Maps}/m{i}")).StatusCode.ShouldBe(System.Net.HttpStatusCode.OK);
        }
    }

    [Fact]
    public async Task A_taken_port_is_told_in_one_line()
    {
        await using var first = await TestServer.StartAsync();

        var error = await Should.ThrowAsync<IOException>(() => ApiServerPart.StartAsync(
            new ApiServerOptions { Urls = first.Part.Address.ToString() }, first.Store, first.Bus, first.Telemetry, TimeProvider.System, NullLoggerFactory.Instance, default));

        error.Message.ShouldStartWith("cannot listen on http://127.0.0.1:");
        error.Message.ShouldNotContain("\n");
    }
}
