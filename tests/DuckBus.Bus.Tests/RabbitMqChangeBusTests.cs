using System.Collections.Concurrent;
using System.Diagnostics;
using DuckBus.Chaos.Faults;
using DuckBus.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace DuckBus.Bus.Tests;

public sealed class RabbitMqChangeBusTests : ChangeBusConformance
{
    private static readonly TimeSpan TenSeconds = TimeSpan.FromSeconds(10);

    [Fact]
    public async Task A_broker_that_is_absent_at_the_start_is_picked_up_when_it_comes_and_again_after_it_was_away()
    {
        await using var broker = await RabbitMqServer.StartAsync();
        await broker.StopAsync();
        await using var bus = new RabbitMqChangeBus(new BusOptions { Uri = broker.Uri }, TimeProvider.System, NullLoggerFactory.Instance);
        var turns = new ConcurrentQueue<bool>();
        bus.ConnectionChanged += turns.Enqueue;
        await bus.StartAsync(TestContext.Current.CancellationToken);
        var seen = new ConcurrentQueue<string>();
        await using var subscription = await SubscribeAsync(bus, seen, new Topic("pods"));
        bus.IsConnected.ShouldBeFalse();

        await broker.StartAgainAsync();
        await ConnectsAsync(bus);
        await bus.PublishAsync([Change(1, "pods", "default", "a", null)], TestContext.Current.CancellationToken);
        await SeenAsync(seen, 1);

        await broker.StopAsync();
        await Eventually.Async("the bus notices that the broker is gone", TenSeconds, () => Task.FromResult(!bus.IsConnected));
        await broker.StartAgainAsync();
        await ConnectsAsync(bus);
        await bus.PublishAsync([Change(2, "pods", "default", "b", null)], TestContext.Current.CancellationToken);
        await SeenAsync(seen, 2);

        seen.ShouldBe(["a", "b"]);
        turns.ShouldBe([true, false, true]);
    }

    [Fact]
    public async Task Publishing_without_a_broker_fails_at_once_and_never_hangs()
    {
        await using var broker = await RabbitMqServer.StartAsync();
        await using var bus = new RabbitMqChangeBus(new BusOptions { Uri = broker.Uri }, TimeProvider.System, NullLoggerFactory.Instance);
        await bus.StartAsync(TestContext.Current.CancellationToken);
        await ConnectsAsync(bus);
        await broker.StopAsync();

        for (var attempt = 0; attempt < 3; attempt++)
        {
            var clock = Stopwatch.StartNew();
            await Should.ThrowAsync<BusUnavailableException>(() => bus.PublishAsync([Change(1, "pods", "default", "a", null)], TestContext.Current.CancellationToken));
            clock.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(3));
        }
    }

    [Fact]
    public async Task A_broker_that_dies_while_somebody_subscribes_holds_up_neither_the_subscriber_nor_the_bus()
    {
        var broker = await (await RabbitMqServer.SharedAsync()).CreateVirtualHostAsync();
        await using var proxy = TcpProxy.Start(broker.Port);
        await using var bus = Through(proxy, broker);
        await bus.StartAsync(TestContext.Current.CancellationToken);
        await ConnectsAsync(bus);
        var seen = new ConcurrentQueue<string>();

        proxy.Become(LinkMode.Stall);
        var subscribing = SubscribeAsync(bus, seen, new Topic("pods"));
        proxy.Become(LinkMode.Cut);

        await using var subscription = await subscribing.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        proxy.Become(LinkMode.Pass);
        await Eventually.Async("the bus is back, and the subscription with it", TimeSpan.FromSeconds(30), async () =>
        {
            await bus.PublishAsync([Change(1, "pods", "default", "a", null)], TestContext.Current.CancellationToken);
            return !seen.IsEmpty;
        });
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_subscription_ends_while_the_broker_is_deaf(bool wasReady)
    {
        var broker = await (await RabbitMqServer.SharedAsync()).CreateVirtualHostAsync();
        await using var proxy = TcpProxy.Start(broker.Port);
        await using var bus = Through(proxy, broker);
        await bus.StartAsync(TestContext.Current.CancellationToken);
        await ConnectsAsync(bus);
        if (!wasReady) proxy.Become(LinkMode.Stall);
        var subscription = await SubscribeAsync(bus, [], new Topic("pods"));
        proxy.Become(LinkMode.Stall);

        await subscription.DisposeAsync().AsTask().WaitAsync(TenSeconds, TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Many_that_subscribe_while_the_broker_is_deaf_wait_together()
    {
        var broker = await (await RabbitMqServer.SharedAsync()).CreateVirtualHostAsync();
        await using var proxy = TcpProxy.Start(broker.Port);
        await using var bus = Through(proxy, broker);
        await bus.StartAsync(TestContext.Current.CancellationToken);
        await ConnectsAsync(bus);
        proxy.Become(LinkMode.Stall);

        var clock = Stopwatch.StartNew();
        var subscriptions = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => SubscribeAsync(bus, [], new Topic("pods"))));

        clock.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(20), "one time-out of five seconds, and not six of them");
        await Task.WhenAll(subscriptions.Select(subscription => subscription.DisposeAsync().AsTask()));
    }

    [Fact]
    public async Task Who_subscribes_while_the_bus_connects_does_not_wait_for_it_and_is_connected_with_all_others()
    {
        var broker = await (await RabbitMqServer.SharedAsync()).CreateVirtualHostAsync();
        await using var proxy = TcpProxy.Start(broker.Port);
        await using var bus = Through(proxy, broker);
        proxy.Become(LinkMode.Slow);
        await bus.StartAsync(TestContext.Current.CancellationToken);
        await Eventually.Async("the watch is connected and the bus is about to be", TenSeconds * 3, () => Task.FromResult(proxy.Accepted == 2));
        proxy.Become(LinkMode.Stall);
        var seen = new ConcurrentQueue<string>();

        var subscribing = SubscribeAsync(bus, seen, new Topic("pods"));
        await subscribing.WaitAsync(TimeSpan.FromSeconds(3), TestContext.Current.CancellationToken);

        proxy.Become(LinkMode.Pass);
        await Eventually.Async("the bus connects", TenSeconds * 3, () => Task.FromResult(bus.IsConnected));
        await bus.PublishAsync([Change(1, "pods", "default", "a", null)], TestContext.Current.CancellationToken);
        await SeenAsync(seen, 1);
    }

    [Fact]
    public async Task Who_gives_up_subscribing_hears_nothing_when_the_broker_is_back()
    {
        var broker = await (await RabbitMqServer.SharedAsync()).CreateVirtualHostAsync();
        await using var proxy = TcpProxy.Start(broker.Port);
        await using var bus = Through(proxy, broker);
        await bus.StartAsync(TestContext.Current.CancellationToken);
        await ConnectsAsync(bus);
        proxy.Become(LinkMode.Stall);
        var (gaveUp, stayed) = (new ConcurrentQueue<string>(), new ConcurrentQueue<string>());
        using var impatience = new CancellationTokenSource(TimeSpan.FromMilliseconds(100));
        await Should.ThrowAsync<OperationCanceledException>(() => bus.SubscribeAsync("gave-up", [new Topic("pods")], change =>
        {
            gaveUp.Enqueue(change.Name);
            return Task.CompletedTask;
        }, impatience.Token));

        proxy.Become(LinkMode.Cut);
        await Eventually.Async("the bus notices", TenSeconds, () => Task.FromResult(!bus.IsConnected));
        await using var subscription = await SubscribeAsync(bus, stayed, new Topic("pods"));
        proxy.Become(LinkMode.Pass);
        await ConnectsAsync(bus);
        await bus.PublishAsync([Change(1, "pods", "default", "a", null), Change(2, "pods", "default", "b", null)], TestContext.Current.CancellationToken);
        await SeenAsync(stayed, 2);

        gaveUp.ShouldBeEmpty();
    }

    [Fact]
    public async Task Stopping_while_the_bus_connects_neither_waits_for_a_deaf_broker_nor_fails()
    {
        var broker = await (await RabbitMqServer.SharedAsync()).CreateVirtualHostAsync();
        await using var proxy = TcpProxy.Start(broker.Port);
        var bus = Through(proxy, broker);
        proxy.Become(LinkMode.Slow);
        await bus.StartAsync(TestContext.Current.CancellationToken);
        await Eventually.Async("the watch is connected and the bus is about to be", TenSeconds * 3, () => Task.FromResult(proxy.Connections == 2));
        proxy.Become(LinkMode.Stall);
        bus.IsConnected.ShouldBeFalse();

        await bus.DisposeAsync().AsTask().WaitAsync(TenSeconds, TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task A_try_that_was_too_slow_does_not_stand_in_the_way_of_the_next_one_and_leaves_nothing_behind()
    {
        var broker = await (await RabbitMqServer.SharedAsync()).CreateVirtualHostAsync();
        await using var proxy = TcpProxy.Start(broker.Port);
        await using var bus = Through(proxy, broker);
        var seen = new ConcurrentQueue<string>();
        for (var i = 0; i < 8; i++) await SubscribeAsync(bus, seen, new Topic("pods"));
        proxy.Become(LinkMode.Slow);
        await bus.StartAsync(TestContext.Current.CancellationToken);
        await Eventually.Async("the watch is connected and the bus is about to be", TenSeconds * 3, () => Task.FromResult(proxy.Connections == 2));
        await Eventually.Async("that try is over", TenSeconds * 3, () => Task.FromResult(proxy.Accepted > 2));
        var clock = Stopwatch.StartNew();
        await Eventually.Async("leaving the first try had its time, too", TenSeconds, () => clock.Elapsed > TimeSpan.FromSeconds(3));

        proxy.Become(LinkMode.Pass);
        await Eventually.Async("the bus connects", TenSeconds * 3, () => Task.FromResult(bus.IsConnected), () => $"{proxy.Connections} connections");
        await Eventually.Async("the first try is gone", TenSeconds * 3, () => Task.FromResult(proxy.Connections == 2), () => $"{proxy.Connections} connections");
        await bus.PublishAsync([Change(1, "pods", "default", "a", null)], TestContext.Current.CancellationToken);
        await SeenAsync(seen, 8);
    }

    [Fact]
    public async Task Over_a_link_that_is_always_slow_the_bus_connects_in_the_end_and_news_comes()
    {
        var broker = await (await RabbitMqServer.SharedAsync()).CreateVirtualHostAsync();
        await using var proxy = TcpProxy.Start(broker.Port);
        proxy.Delay = TimeSpan.FromMilliseconds(300);
        proxy.Become(LinkMode.Slow);
        await using var bus = Through(proxy, broker);
        var seen = new ConcurrentQueue<string>();
        for (var i = 0; i < 2; i++) await SubscribeAsync(bus, seen, new Topic("pods"));
        await bus.StartAsync(TestContext.Current.CancellationToken);

        await Eventually.Async("the bus connects", TimeSpan.FromSeconds(90), () => Task.FromResult(bus.IsConnected), () => $"{proxy.Connections} connections");
        await Eventually.Async("news comes to both", TimeSpan.FromSeconds(60), async () =>
        {
            try
            {
                await bus.PublishAsync([Change(1, "pods", "default", "a", null)], TestContext.Current.CancellationToken);
            }
            catch (BusUnavailableException)
            {
                // The first one has to open the channel, too.
            }

            return seen.Count >= 2;
        });
        await Eventually.Async("no try that was given up is left", TimeSpan.FromSeconds(60), () => Task.FromResult(proxy.Connections == 2), () => $"{proxy.Connections} connections");
    }

    [Fact]
    public async Task Who_subscribes_over_a_slow_link_does_not_wait_for_it_and_is_told_to_look_when_news_can_come()
    {
        var broker = await (await RabbitMqServer.SharedAsync()).CreateVirtualHostAsync();
        await using var proxy = TcpProxy.Start(broker.Port);
        await using var bus = Through(proxy, broker);
        await bus.StartAsync(TestContext.Current.CancellationToken);
        await ConnectsAsync(bus);
        proxy.Delay = TimeSpan.FromMilliseconds(600);
        proxy.Become(LinkMode.Slow);
        var turns = new ConcurrentQueue<bool>();
        bus.ConnectionChanged += turns.Enqueue;
        var seen = new ConcurrentQueue<string>();

        await using var subscription = await SubscribeAsync(bus, seen, new Topic("pods")).WaitAsync(TenSeconds, TestContext.Current.CancellationToken);
        turns.ShouldBeEmpty();
        await Eventually.Async("it may look for what it missed", TimeSpan.FromSeconds(60), () => Task.FromResult(!turns.IsEmpty));
        turns.ShouldBe([true]);

        proxy.Become(LinkMode.Pass);
        await bus.PublishAsync([Change(1, "pods", "default", "a", null)], TestContext.Current.CancellationToken);
        await SeenAsync(seen, 1);
    }

    [Fact]
    public async Task Starting_and_stopping_never_wait_for_a_broker()
    {
        var clock = Stopwatch.StartNew();
        await using (var bus = new RabbitMqChangeBus(new BusOptions { Uri = new Uri("amqp://guest:guest@127.0.0.1:1/") }, TimeProvider.System, NullLoggerFactory.Instance))
        {
            await bus.StartAsync(TestContext.Current.CancellationToken);
            await SubscribeAsync(bus, [], new Topic("pods"));
        }

        clock.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(3));
    }

    protected override async Task<IChangeBus> CreateAsync()
    {
        var broker = await RabbitMqServer.SharedAsync();
        return new RabbitMqChangeBus(new BusOptions { Uri = await broker.CreateVirtualHostAsync() }, TimeProvider.System, NullLoggerFactory.Instance);
    }

    private static RabbitMqChangeBus Through(TcpProxy proxy, Uri broker) => new(
        new BusOptions { Uri = new UriBuilder(broker) { Host = "127.0.0.1", Port = proxy.Port }.Uri }, TimeProvider.System, NullLoggerFactory.Instance);

    private static Task ConnectsAsync(RabbitMqChangeBus bus) =>
        Eventually.Async("the bus connects within ten seconds", TenSeconds, () => Task.FromResult(bus.IsConnected));
}
