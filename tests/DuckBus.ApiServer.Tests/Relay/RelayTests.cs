using DuckBus.ApiServer.Tests.Infrastructure;
using DuckBus.Model.Kinds;
using DuckBus.Testing;

namespace DuckBus.ApiServer.Tests.Relay;

public sealed class RelayTests : ServerTests
{
    private const string Maps = "/api/v1/namespaces/default/configmaps";

    protected override ApiServerOptions Options => new() { RelayRetry = TimeSpan.FromMilliseconds(200) };

    [Fact]
    public async Task Every_change_is_published_in_order_with_its_node()
    {
        await Server.PodAsync("web");
        await Server.PostAsync("/api/v1/namespaces/default/pods/web/binding", """{"target":{"name":"node-1"}}""");
        await Server.SendAsync("DELETE", "/api/v1/namespaces/default/pods/web?gracePeriodSeconds=0");
        await Eventually.Async("the deletion is published", TimeSpan.FromSeconds(10), () => Server.Bus.Taken.Any(c => c.Type == ChangeType.Deleted));

        var all = Server.Bus.Taken;
        var pod = all.Where(change => change.Kind == "pods").ToList();

        pod.Select(change => change.Type).ShouldBe([ChangeType.Added, ChangeType.Modified, ChangeType.Deleted]);
        pod.Select(change => change.Node).ShouldBe([null, "node-1", "node-1"]);
        pod[1].Object.ShouldContain($"\"resourceVersion\":\"{pod[1].Revision}\"");
        all.Select(change => change.Revision).ShouldBe(Enumerable.Range(1, all.Count).Select(i => (long)i));
    }

    [Fact]
    public async Task Without_a_broker_writes_are_answered_and_told_in_short_when_it_is_back()
    {
        await PublishedAsync();
        Server.Bus.Switch(on: false);

        await Server.PostAsync(Maps, """{"metadata":{"name":"x"}}""");
        foreach (var i in Enumerable.Range(0, 10)) await Server.SendAsync("PATCH", $"{Maps}/x", """{"data":{"n":" """ + i + "\"}}");
        await Server.PostAsync(Maps, """{"metadata":{"name":"y"}}""");
        await Eventually.Async("the relay notices", TimeSpan.FromSeconds(10), () => Server.Bus.Refused > 0);
        Server.Bus.Switch(on: true);
        await Eventually.Async("y is published", TimeSpan.FromSeconds(10), () => Server.Bus.Taken.Any(c => c.Name == "y"));

        var maps = Server.Bus.Taken.Where(change => change.Kind == "configmaps").ToList();
        maps.Select(change => change.Name).ShouldBe(["x", "y"]);
        maps[0].Object.ShouldContain("\" 9\"");

        await Server.PostAsync(Maps, """{"metadata":{"name":"z"}}""");
        await Eventually.Async("events flow again", TimeSpan.FromSeconds(10), () => Server.Bus.Taken.Any(c => c.Name == "z"));
    }

    [Fact]
    public async Task What_was_compacted_meanwhile_is_left_to_the_resync()
    {
        await PublishedAsync();
        Server.Bus.Switch(on: false);
        foreach (var i in Enumerable.Range(0, 10)) await Server.PostAsync(Maps, """{"metadata":{"name":"lost""" + i + "\"}}");
        await Eventually.Async("the relay notices", TimeSpan.FromSeconds(10), () => Server.Bus.Refused > 0);
        await Server.Inner.CompactAsync(TimeSpan.Zero, 1, default);
        Server.Bus.Switch(on: true);

        await Eventually.Async("new changes are published", TimeSpan.FromSeconds(10), async () =>
        {
            await Server.PostAsync(Maps, """{"metadata":{"generateName":"new-"}}""");
            return Server.Bus.Taken.Any(c => c.Name.StartsWith("new-", StringComparison.Ordinal));
        });
    }

    private Task PublishedAsync() =>
        Eventually.Async("the relay works", TimeSpan.FromSeconds(10), () => Server.Bus.Taken.Count >= 4);
}
