using System.Collections.Concurrent;
using DuckBus.Model.Kinds;
using DuckBus.Testing;

namespace DuckBus.Bus.Tests;

public sealed class InMemoryChangeBusTests : ChangeBusConformance
{
    protected override Task<IChangeBus> CreateAsync() => Task.FromResult<IChangeBus>(new InMemoryChangeBus());

    [Fact]
    public async Task A_paused_bus_is_like_a_broker_that_was_stopped()
    {
        await using var bus = new InMemoryChangeBus();
        await bus.StartAsync(TestContext.Current.CancellationToken);
        var turned = new ConcurrentQueue<bool>();
        var seen = new ConcurrentQueue<string>();
        bus.ConnectionChanged += turned.Enqueue;
        await using var subscription = await bus.SubscribeAsync("test", [new Topic()], change =>
        {
            seen.Enqueue(change.Name);
            return Task.CompletedTask;
        }, TestContext.Current.CancellationToken);

        bus.Pause();
        bus.Pause();
        bus.IsConnected.ShouldBeFalse();
        await Should.ThrowAsync<BusUnavailableException>(bus.PublishAsync([Change("lost")], TestContext.Current.CancellationToken));

        bus.Resume();
        bus.IsConnected.ShouldBeTrue();
        await bus.PublishAsync([Change("told")], TestContext.Current.CancellationToken);
        await Eventually.Async("what came after the pause arrives", TimeSpan.FromSeconds(15), () => !seen.IsEmpty);
        seen.ShouldBe(["told"]);
        turned.ShouldBe([false, true]);
    }

    private static ResourceChanged Change(string name) =>
        new() { Kind = "pods", Namespace = "default", Name = name, Uid = name, Revision = 1, Type = ChangeType.Added, Object = "{}" };
}
