using System.Diagnostics;
using DuckBus.Client.Queues;
using DuckBus.Testing;

namespace DuckBus.Client.Tests.Queues;

public sealed class WorkQueueTests : IDisposable
{
    private static readonly ObjectName Web = new("default", "web");
    private static readonly ObjectName Api = new("default", "api");
    private static readonly Cause Event = new(Trigger.Event);
    private static readonly Cause Resync = new(Trigger.Resync);
    private static readonly Cause Retry = new(Trigger.Retry);

    private readonly ManualTimeProvider time = new();
    private readonly WorkQueue queue;

    public WorkQueueTests() => queue = new WorkQueue(time, TimeSpan.FromMilliseconds(5), TimeSpan.FromSeconds(1));

    [Fact]
    public async Task A_key_that_is_added_twice_is_taken_once_with_both_causes()
    {
        queue.Add(Web, Event);
        queue.Add(Web, Resync);
        queue.Add(Web, Event);

        queue.Depth.ShouldBe(1);
        var item = await TakeAsync();
        item.Key.ShouldBe(Web);
        item.Causes.ShouldBe([Event, Resync]);
        queue.Depth.ShouldBe(0);
    }

    [Fact]
    public async Task Keys_come_in_the_order_in_which_they_were_added()
    {
        queue.Add(Web, Event);
        queue.Add(Api, Event);
        queue.Add(Web, Event);

        (await TakeAsync()).Key.ShouldBe(Web);
        (await TakeAsync()).Key.ShouldBe(Api);
    }

    [Fact]
    public async Task A_key_in_work_is_given_to_nobody_else_and_comes_again_when_it_is_done()
    {
        queue.Add(Web, Event);
        await TakeAsync();
        queue.Add(Web, Resync);
        queue.Depth.ShouldBe(0);

        queue.Done(Web);

        (await TakeAsync()).Causes.ShouldBe([Resync]);
        queue.Done(Web);
        queue.Depth.ShouldBe(0);
    }

    [Fact]
    public async Task Causes_with_different_traces_are_all_kept()
    {
        var traces = Enumerable.Range(0, 3).Select(_ => new ActivityContext(
            ActivityTraceId.CreateRandom(), ActivitySpanId.CreateRandom(), ActivityTraceFlags.Recorded)).ToList();
        foreach (var trace in traces) queue.Add(Web, new Cause(Trigger.Event, trace));

        (await TakeAsync()).Causes.Select(cause => cause.Trace).ShouldBe(traces);
    }

    [Fact]
    public void A_delayed_key_comes_when_its_time_has_come_and_not_before()
    {
        queue.AddAfter(Web, TimeSpan.FromSeconds(2), Retry);

        time.Advance(TimeSpan.FromMilliseconds(1999));
        queue.Depth.ShouldBe(0);
        time.Advance(TimeSpan.FromMilliseconds(1));
        queue.Depth.ShouldBe(1);
    }

    [Theory]
    [InlineData(5, 2)]
    [InlineData(2, 5)]
    public async Task Of_two_delays_for_one_key_the_earlier_wins_and_the_key_comes_once(int first, int second)
    {
        queue.AddAfter(Web, TimeSpan.FromSeconds(first), Retry);
        queue.AddAfter(Web, TimeSpan.FromSeconds(second), Retry);

        time.Advance(TimeSpan.FromSeconds(2));
        queue.Depth.ShouldBe(1);
        await TakeAsync();
        queue.Done(Web);
        time.Advance(TimeSpan.FromSeconds(10));
        queue.Depth.ShouldBe(0);
    }

    [Fact]
    public void One_timer_serves_all_delays()
    {
        for (var i = 1; i <= 50; i++) queue.AddAfter(new ObjectName("default", $"pod-{i}"), TimeSpan.FromSeconds(i), Retry);

        time.PendingTimers.ShouldBe(1);
        time.Advance(TimeSpan.FromSeconds(20));
        queue.Depth.ShouldBe(20);
        time.Advance(TimeSpan.FromSeconds(30));
        queue.Depth.ShouldBe(50);
        time.PendingTimers.ShouldBe(0);
    }

    [Fact]
    public void The_back_off_doubles_up_to_the_longest_and_starts_anew_after_a_success()
    {
        var delays = Enumerable.Range(0, 10).Select(_ => queue.AddRateLimited(Web, Retry).TotalMilliseconds);
        delays.ShouldBe([5, 10, 20, 40, 80, 160, 320, 640, 1000, 1000]);
        queue.AddRateLimited(Api, Retry).TotalMilliseconds.ShouldBe(5);

        queue.Forget(Web);
        queue.AddRateLimited(Web, Retry).TotalMilliseconds.ShouldBe(5);
    }

    [Fact]
    public async Task Many_workers_never_share_a_key_and_lose_none()
    {
        using var busy = new WorkQueue(TimeProvider.System, TimeSpan.FromMilliseconds(1), TimeSpan.FromMilliseconds(2));
        var keys = Enumerable.Range(0, 20).Select(i => new ObjectName("default", $"pod-{i}")).ToList();
        var inWork = new int[keys.Count];
        var seen = new int[keys.Count];
        var added = new int[keys.Count];
        using var stop = new CancellationTokenSource();
        var shared = 0;

        var workers = Enumerable.Range(0, 8).Select(_ => Task.Run(async () =>
        {
            try
            {
                while (true)
                {
                    var item = await busy.TakeAsync(stop.Token);
                    var index = keys.IndexOf(item.Key);
                    if (Interlocked.Increment(ref inWork[index]) > 1) Interlocked.Increment(ref shared);
                    Volatile.Write(ref seen[index], Volatile.Read(ref added[index]));
                    await Task.Yield();
                    Interlocked.Decrement(ref inWork[index]);
                    busy.Done(item.Key);
                }
            }
            catch (OperationCanceledException)
            {
                // The test is over.
            }
        })).ToList();
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() =>
        {
            for (var i = 0; i < 5_000; i++)
            {
                var index = Random.Shared.Next(keys.Count);
                Interlocked.Increment(ref added[index]);
                busy.Add(keys[index], Event);
            }
        })));

        await Eventually.Async("every add is seen by a worker that came after it", TimeSpan.FromSeconds(10), () => seen.SequenceEqual(added));
        await stop.CancelAsync();
        await Task.WhenAll(workers);
        shared.ShouldBe(0);
    }

    public void Dispose() => queue.Dispose();

    private async Task<WorkItem> TakeAsync() => await queue.TakeAsync(TestContext.Current.CancellationToken);
}
