using System.Collections.Concurrent;
using DuckBus.Model.Kinds;

namespace DuckBus.Store.Tests.Conformance;

/// <summary>The change feed: in order, without gaps, to everybody.</summary>
public abstract class FeedConformance(IStoreFixture fixture) : StoreTest(fixture)
{
    [Fact]
    public async Task A_change_says_what_happened_to_what_when_and_in_which_trace()
    {
        const string trace = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
        var before = Time.GetUtcNow().AddSeconds(-1);
        await MadeAsync(Writes.Add("web", """{"v":1}""", trace: trace));
        await MadeAsync(Writes.Modify("web", 1, """{"v":2}"""));

        foreach (var changes in new[] { await TakeAsync(0, 2), await Store.ReadChangesAsync(0, 10, Deadline) })
        {
            changes.Select(change => (change.Revision, change.Type, change.Key, change.Uid, change.TraceParent)).ShouldBe(
            [
                (1, ChangeType.Added, Writes.Key("web"), "uid-web", trace),
                (2, ChangeType.Modified, Writes.Key("web"), "uid-web", null),
            ]);
            changes.Select(change => Writes.Text(change.Body)).ShouldBe(["""{"v":1}""", """{"v":2}"""]);
            changes.ShouldAllBe(change => change.At > before && change.At < Time.GetUtcNow().AddSeconds(1));
        }
    }

    [Fact]
    public async Task A_feed_begins_after_the_revision_asked_for_and_goes_on_with_what_comes()
    {
        await FillAsync(10);
        var feed = TakeAsync(after: 7, count: 5);
        await FillAsync(2, "later");

        (await feed).Select(change => change.Revision).ShouldBe([8, 9, 10, 11, 12]);
    }

    [Fact]
    public async Task A_feed_from_the_beginning_tells_all_again_after_a_restart()
    {
        await FillAsync(20);
        await ReopenAsync();
        await FillAsync(5, "later");

        (await TakeAsync(0, 25)).Select(change => change.Revision).ShouldBe(Enumerable.Range(1, 25).Select(i => (long)i));
    }

    [Fact]
    public async Task A_read_is_limited_and_is_empty_at_the_head()
    {
        await FillAsync(10);

        (await Store.ReadChangesAsync(3, 4, Deadline)).Select(change => change.Revision).ShouldBe([4, 5, 6, 7]);
        (await Store.ReadChangesAsync(10, 4, Deadline)).ShouldBeEmpty();
        (await Store.ReadChangesAsync(99, 4, Deadline)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_feed_at_the_head_waits_and_ends_when_cancelled()
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Deadline);
        var feed = TakeAsync(0, 1, stop.Token);
        feed.IsCompleted.ShouldBeFalse();

        await stop.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(feed);
    }

    [Fact]
    public async Task Sixteen_writers_make_a_feed_without_gaps_or_doubles_for_every_reader()
    {
        const int writers = 16, each = 60;
        var answered = new ConcurrentDictionary<long, string>();
        var readers = Enumerable.Range(0, 4).Select(_ => TakeAsync(0, writers * each)).ToList();

        await Task.WhenAll(Enumerable.Range(0, writers).Select(async writer =>
        {
            for (var i = 0; i < each; i++)
                answered.TryAdd(await MadeAsync(Writes.Add($"w{writer}-{i}")), $"w{writer}-{i}").ShouldBeTrue();
        }));

        foreach (var changes in await Task.WhenAll(readers))
        {
            changes.Select(change => change.Revision).ShouldBe(Enumerable.Range(1, writers * each).Select(i => (long)i));
            changes.ShouldAllBe(change => answered[change.Revision] == change.Key.Name);
        }
    }

    [Fact]
    public async Task What_a_feed_has_told_can_be_read()
    {
        var feed = TakeAsync(0, 1);
        await MadeAsync(Writes.Add("web"));
        await feed;

        (await Store.GetAsync(Writes.Key("web"), Deadline)).ShouldNotBeNull();
    }

    private Task<List<StoredChange>> TakeAsync(long after, int count) => TakeAsync(after, count, Deadline);

    private Task<List<StoredChange>> TakeAsync(long after, int count, CancellationToken cancellationToken) =>
        Store.TakeAsync(after, count, cancellationToken);
}
