using DuckBus.Chaos.History;
using DuckBus.Chaos.Invariants;

namespace DuckBus.Chaos.Tests.Invariants;

public sealed class WatchTests
{
    [Theory]
    [InlineData(new long[] { 4, 5, 9 }, "")]
    [InlineData(new long[] { }, "")]
    [InlineData(new long[] { 3 }, "saw revision 3 after 3")]
    [InlineData(new long[] { 4, 4 }, "saw revision 4 after 4")]
    [InlineData(new long[] { 5, 4 }, "saw revision 4 after 5")]
    public void Revisions_increase(long[] revisions, string violation)
    {
        var found = RevisionsIncrease.Check(Watch(revisions)).ToList();
        if (violation.Length == 0) found.ShouldBeEmpty();
        else found.ShouldHaveSingleItem().ShouldContain(violation);
    }

    [Fact]
    public void The_log_has_no_gap()
    {
        RevisionsIncrease.Check([Change(4), Change(5), Change(6)]).ShouldBeEmpty();
        RevisionsIncrease.Check([Change(4), Change(6)]).ShouldBe(["the log goes from revision 4 to 6"]);
    }

    [Theory]
    [InlineData(new long[] { 4, 5, 7 }, "")]
    [InlineData(new long[] { 4, 5 }, "")]
    [InlineData(new long[] { 4, 7 }, "missed revision 5")]
    [InlineData(new long[] { 4, 5, 6, 7 }, "saw revision 6, which is not in the log")]
    public void Nothing_is_missed(long[] revisions, string violation)
    {
        // Revision 3 was before the watch, 6 is of another namespace.
        List<LoggedChange> log = [Change(3), Change(4), Change(5), Change(6) with { Namespace = "other" }, Change(7), Change(8)];
        var found = NothingMissed.Check(Watch(revisions), log).ToList();
        if (violation.Length == 0) found.ShouldBeEmpty();
        else found.ShouldHaveSingleItem().ShouldContain(violation);
    }

    [Fact]
    public void A_bookmark_promises_that_all_before_it_was_told()
    {
        NothingMissed.Check(Watch([4, 5], to: 6), [Change(4), Change(5)]).ShouldBeEmpty();
        NothingMissed.Check(Watch([4], to: 6), [Change(4), Change(5)]).ShouldBe(["a watcher missed revision 5 (configmaps chaos/a) and was told of 6"]);
        NothingMissed.Check(Watch([], to: 6), [Change(4)]).ShouldHaveSingleItem();
    }

    private static WatchHistory Watch(long[] revisions, long? to = null) => new("a watcher", "configmaps", "chaos", 3, to ?? revisions.LastOrDefault(3), revisions);

    private static LoggedChange Change(long revision) => new(revision, "configmaps", "chaos", "a", false, $"{revision}");
}
