using DuckBus.Testing;

namespace DuckBus.Store.Tests.Conformance;

/// <summary>The old end of the log.</summary>
public abstract class CompactionConformance(IStoreFixture fixture) : StoreTest(fixture)
{
    private readonly ManualTimeProvider clock = new();

    protected override TimeProvider Time => clock;

    [Fact]
    public async Task Changes_that_are_old_and_not_among_the_latest_are_dropped()
    {
        await FillAsync(20);
        clock.Advance(TimeSpan.FromMinutes(10));

        (await Store.CompactAsync(TimeSpan.FromMinutes(5), keep: 8, Deadline)).ShouldBe(12);

        (await Store.ReadChangesAsync(12, 100, Deadline)).Count.ShouldBe(8);
        (await Should.ThrowAsync<CompactedException>(Store.ReadChangesAsync(11, 100, Deadline))).Horizon.ShouldBe(12);
        (await Should.ThrowAsync<CompactedException>(Store.ReadChangesAsync(0, 100, Deadline))).Horizon.ShouldBe(12);
        await Should.ThrowAsync<CompactedException>(Store.TakeAsync(11, 1, Deadline));
        (await Store.TakeAsync(12, 8, Deadline)).Count.ShouldBe(8);
    }

    [Fact]
    public async Task Young_changes_are_kept_however_many()
    {
        await FillAsync(10);
        clock.Advance(TimeSpan.FromMinutes(10));
        await FillAsync(10, "young");

        (await Store.CompactAsync(TimeSpan.FromMinutes(5), keep: 0, Deadline)).ShouldBe(10);
        (await Store.CompactAsync(TimeSpan.FromMinutes(5), keep: 0, Deadline)).ShouldBe(10);

        (await Store.ReadChangesAsync(10, 100, Deadline)).Count.ShouldBe(10);
    }

    [Fact]
    public async Task The_latest_changes_are_kept_however_old()
    {
        await FillAsync(10);
        clock.Advance(TimeSpan.FromDays(1));

        (await Store.CompactAsync(TimeSpan.Zero, keep: 100, Deadline)).ShouldBe(0);

        (await Store.ReadChangesAsync(0, 100, Deadline)).Count.ShouldBe(10);
    }

    [Fact]
    public async Task Objects_outlive_the_changes_that_made_them_and_revisions_go_on()
    {
        await FillAsync(2500);
        (await Store.CompactAsync(TimeSpan.Zero, keep: 0, Deadline)).ShouldBe(2500);

        await ReopenAsync();

        (await Store.ListAsync("pods", Deadline)).ShouldSatisfyAllConditions(
            list => list.Revision.ShouldBe(2500), list => list.Items.Count.ShouldBe(2500));
        (await Store.ReadChangesAsync(2500, 1, Deadline)).ShouldBeEmpty();
        await Should.ThrowAsync<CompactedException>(Store.ReadChangesAsync(2499, 1, Deadline));
        var feed = Store.TakeAsync(2500, 1, Deadline);
        (await MadeAsync(Writes.Add("next"))).ShouldBe(2501);
        (await feed).ShouldHaveSingleItem().Revision.ShouldBe(2501);
    }

    [Fact]
    public async Task Compaction_under_load_leaves_no_gap_to_a_feed_that_keeps_up()
    {
        var feed = Store.TakeAsync(0, 1000, Deadline);
        for (var round = 0; round < 10; round++)
        {
            await FillAsync(100, $"round-{round}");
            await Store.CompactAsync(TimeSpan.Zero, keep: 500, Deadline);
        }

        (await feed).Select(change => change.Revision).ShouldBe(Enumerable.Range(1, 1000).Select(i => (long)i));
    }
}
