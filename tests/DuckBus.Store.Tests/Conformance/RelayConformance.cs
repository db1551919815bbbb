namespace DuckBus.Store.Tests.Conformance;

/// <summary>The lease of the one who publishes.</summary>
public abstract class RelayConformance(IStoreFixture fixture) : StoreTest(fixture)
{
    [Fact]
    public async Task Only_one_holds_the_lease_and_the_next_goes_on_where_it_stopped()
    {
        await FillAsync(5);
        var first = await Store.AcquireRelayAsync(Deadline);
        var second = Store.AcquireRelayAsync(Deadline);
        await first.AdvanceAsync(4, Deadline);

        await Should.ThrowAsync<TimeoutException>(() => second.WaitAsync(TimeSpan.FromMilliseconds(200), Deadline));
        first.Lost.IsCancellationRequested.ShouldBeFalse();
        await first.DisposeAsync();

        await using var lease = await second;
        lease.Position.ShouldBe(4);
        lease.Lost.IsCancellationRequested.ShouldBeFalse();
    }

    [Fact]
    public async Task Waiting_for_the_lease_ends_when_cancelled()
    {
        await using var lease = await Store.AcquireRelayAsync(Deadline);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Deadline);
        var waiting = Store.AcquireRelayAsync(stop.Token);

        await stop.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(waiting);
    }

    [Fact]
    public async Task A_position_that_was_compacted_moves_to_the_horizon()
    {
        await FillAsync(5);
        await Store.CompactAsync(TimeSpan.Zero, keep: 1, Deadline);

        await using var lease = await Store.AcquireRelayAsync(Deadline);

        lease.Position.ShouldBe(4);
    }
}
