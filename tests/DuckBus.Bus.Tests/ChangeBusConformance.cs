using System.Collections.Concurrent;
using DuckBus.Model.Kinds;
using DuckBus.Testing;

namespace DuckBus.Bus.Tests;

/// <summary>What every bus must do.</summary>
public abstract class ChangeBusConformance
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(15);

    protected abstract Task<IChangeBus> CreateAsync();

    [Fact]
    public async Task Subscribers_get_what_matches_their_topics()
    {
        await using var bus = await ConnectedAsync();
        var node = new ConcurrentQueue<string>();
        var everything = new ConcurrentQueue<string>();
        await using var first = await SubscribeAsync(bus, node, new Topic("pods", Node: "node-1.example"), new Topic("secrets", "kube-system"));
        await using var second = await SubscribeAsync(bus, everything, new Topic());

        await bus.PublishAsync(
        [
            Change(1, "pods", "default", "a", "node-1.example"), Change(2, "pods", "default", "b", "node-2"), Change(3, "pods", "default", "c", null),
            Change(4, "secrets", "kube-system", "d", null), Change(5, "secrets", "default", "e", null), Change(6, "deployments.apps", "default", "f", null),
        ], TestContext.Current.CancellationToken);

        await SeenAsync(everything, 6);
        await SeenAsync(node, 2);
        everything.ShouldBe(["a", "b", "c", "d", "e", "f"]);
        node.ShouldBe(["a", "d"]);
    }

    [Fact]
    public async Task Every_field_of_a_change_arrives()
    {
        await using var bus = await ConnectedAsync();
        var seen = new ConcurrentQueue<ResourceChanged>();
        await using var subscription = await bus.SubscribeAsync("fields", [new Topic("pods")], change =>
        {
            seen.Enqueue(change);
            return Task.CompletedTask;
        }, TestContext.Current.CancellationToken);
        var sent = Change(7, "pods", "default", "a", "node-1") with
        {
            Type = ChangeType.Deleted,
            Object = """{"metadata":{"name":"a","labels":{"é":"✓ \"quoted\""}}}""",
            TraceParent = "00-5b8aa5a2d2c872e8321cf37308d69df2-051581bf3cb55c13-01",
        };

        await bus.PublishAsync([sent], TestContext.Current.CancellationToken);

        await Eventually.Async("the change arrives", Deadline, () => Task.FromResult(!seen.IsEmpty));
        seen.Single().ShouldBe(sent);
    }

    [Fact]
    public async Task Five_thousand_changes_arrive_in_the_order_in_which_they_were_published()
    {
        await using var bus = await ConnectedAsync();
        var first = new ConcurrentQueue<string>();
        var second = new ConcurrentQueue<string>();
        await using var a = await SubscribeAsync(bus, first, new Topic("pods"));
        await using var b = await SubscribeAsync(bus, second, new Topic("pods"));

        for (var batch = 0; batch < 50; batch++)
            await bus.PublishAsync(
                [.. Enumerable.Range(batch * 100, 100).Select(i => Change(i, "pods", "default", $"{i}", null))], TestContext.Current.CancellationToken);

        await SeenAsync(first, 5_000);
        await SeenAsync(second, 5_000);
        var expected = Enumerable.Range(0, 5_000).Select(i => $"{i}").ToList();
        first.ToList().ShouldBe(expected);
        second.ToList().ShouldBe(expected);
    }

    [Fact]
    public async Task A_disposed_subscription_gets_nothing_more()
    {
        await using var bus = await ConnectedAsync();
        var gone = new ConcurrentQueue<string>();
        var stays = new ConcurrentQueue<string>();
        await using var second = await SubscribeAsync(bus, stays, new Topic("pods"));
        var first = await SubscribeAsync(bus, gone, new Topic("pods"));

        await first.DisposeAsync();
        await bus.PublishAsync([Change(1, "pods", "default", "a", null)], TestContext.Current.CancellationToken);

        await SeenAsync(stays, 1);
        gone.ShouldBeEmpty();
    }

    protected static Task SeenAsync(ConcurrentQueue<string> seen, int count) =>
        Eventually.Async($"{count} changes arrive", Deadline, () => Task.FromResult(seen.Count >= count), () => $"{seen.Count}");

    protected static ResourceChanged Change(long revision, string kind, string ns, string name, string? node) => new()
    {
        Kind = kind,
        Namespace = ns,
        Name = name,
        Uid = "u",
        Revision = revision,
        Type = ChangeType.Modified,
        Node = node,
        Object = "{}",
    };

    protected static Task<IAsyncDisposable> SubscribeAsync(IChangeBus bus, ConcurrentQueue<string> seen, params Topic[] topics) =>
        bus.SubscribeAsync("test", topics, change =>
        {
            seen.Enqueue(change.Name);
            return Task.CompletedTask;
        }, TestContext.Current.CancellationToken);

    private async Task<IChangeBus> ConnectedAsync()
    {
        var bus = await CreateAsync();
        await bus.StartAsync(TestContext.Current.CancellationToken);
        await Eventually.Async("the bus is connected", Deadline, () => Task.FromResult(bus.IsConnected));
        return bus;
    }
}
