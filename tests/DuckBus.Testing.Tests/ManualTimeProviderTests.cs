namespace DuckBus.Testing.Tests;

public sealed class ManualTimeProviderTests
{
    private readonly ManualTimeProvider clock = new();
    private readonly List<string> fired = [];

    [Fact]
    public void Timers_fire_in_order_at_their_own_time()
    {
        var start = clock.GetUtcNow();
        using var late = Timer("late", 3);
        using var early = Timer("early", 1);

        clock.Advance(TimeSpan.FromSeconds(2));
        fired.ShouldBe(["early@1"]);
        clock.Advance(TimeSpan.FromSeconds(2));
        fired.ShouldBe(["early@1", "late@3"]);
        (clock.GetUtcNow() - start).ShouldBe(TimeSpan.FromSeconds(4));

        using var none = Timer("disposed", 1);
        none.Dispose();
        clock.Advance(TimeSpan.FromSeconds(5));
        fired.Count.ShouldBe(2);

        ITimer Timer(string name, int seconds) => clock.CreateTimer(
            _ => fired.Add($"{name}@{(clock.GetUtcNow() - start).TotalSeconds:0}"), null, TimeSpan.FromSeconds(seconds), Timeout.InfiniteTimeSpan);
    }

    [Fact]
    public void A_periodic_timer_fires_every_period()
    {
        using var timer = clock.CreateTimer(_ => fired.Add("tick"), null, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2));
        clock.Advance(TimeSpan.FromSeconds(6));
        fired.Count.ShouldBe(3);
    }

    [Fact]
    public async Task Delays_and_cancellation_follow_the_clock()
    {
        using var cancellation = new CancellationTokenSource(TimeSpan.FromSeconds(2), clock);
        var delay = Task.Delay(TimeSpan.FromSeconds(1), clock);
        var start = clock.GetTimestamp();
        clock.PendingTimers.ShouldBe(2);

        clock.Advance(TimeSpan.FromSeconds(1));
        await delay;
        cancellation.IsCancellationRequested.ShouldBeFalse();
        clock.Advance(TimeSpan.FromSeconds(1));
        cancellation.IsCancellationRequested.ShouldBeTrue();
        clock.GetElapsedTime(start).ShouldBe(TimeSpan.FromSeconds(2));
    }
}
