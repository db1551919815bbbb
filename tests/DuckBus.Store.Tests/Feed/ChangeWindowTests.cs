using DuckBus.Model.Kinds;
using DuckBus.Store.Feed;
using DuckBus.Store.Tests.Conformance;

namespace DuckBus.Store.Tests.Feed;

/// <summary>The run of changes in memory.</summary>
public sealed class ChangeWindowTests
{
    [Fact]
    public void A_gap_is_refused_and_what_is_known_is_skipped()
    {
        var window = new ChangeWindow(start: 10);

        window.Append(Run(12, 13)).ShouldBeFalse();
        window.Append(Run(11, 12)).ShouldBeTrue();
        window.Append(Run(9, 13)).ShouldBeTrue();

        window.Head.ShouldBe(13);
        Revisions(window.Read(10, 100)).ShouldBe([11, 12, 13]);
    }

    [Fact]
    public void A_reader_that_falls_behind_finds_nothing_and_holds_nothing()
    {
        var window = new ChangeWindow(0, maxChanges: 3);
        window.Append(Run(1, 10));

        window.Start.ShouldBe(7);
        window.Read(6, 100).ShouldBeNull();
        Revisions(window.Read(7, 2)).ShouldBe([8, 9]);
        window.Read(10, 100).ShouldNotBeNull().ShouldBeEmpty();
    }

    [Fact]
    public void Big_bodies_leave_room_for_few()
    {
        var window = new ChangeWindow(0, maxBytes: 100);
        window.Append(Run(1, 10, bytes: 40));

        Revisions(window.Read(8, 100)).ShouldBe([9, 10]);
        window.Read(7, 100).ShouldBeNull();
    }

    [Fact]
    public void Dropping_beyond_the_head_goes_on_from_there()
    {
        var window = new ChangeWindow(0);
        window.Append(Run(1, 5));
        window.DropThrough(20);

        window.Head.ShouldBe(20);
        window.Append(Run(21, 22)).ShouldBeTrue();
        Revisions(window.Read(20, 100)).ShouldBe([21, 22]);
    }

    [Fact]
    public async Task Waiting_ends_when_something_newer_is_there()
    {
        var window = new ChangeWindow(0);
        var waiting = window.WaitAsync(0, default);
        waiting.IsCompleted.ShouldBeFalse();

        window.Append(Run(1, 1));

        await waiting.WaitAsync(TimeSpan.FromSeconds(10));
        window.WaitAsync(0, default).IsCompletedSuccessfully.ShouldBeTrue();
    }

    private static IEnumerable<long> Revisions(IReadOnlyList<StoredChange>? changes) =>
        changes.ShouldNotBeNull().Select(change => change.Revision);

    private static List<StoredChange> Run(int from, int to, int bytes = 0) =>
    [
        .. Enumerable.Range(from, to - from + 1).Select(revision =>
            new StoredChange(revision, ChangeType.Added, Writes.Key("web"), "uid", new byte[bytes], null, default)),
    ];
}
