using DuckBus.Chaos.History;
using DuckBus.Chaos.Invariants;

namespace DuckBus.Chaos.Tests.Invariants;

public sealed class AcknowledgedOnceTests
{
    [Theory]
    [InlineData(WriteOutcome.Acknowledged, 7, new long[] { 7 }, "")]
    [InlineData(WriteOutcome.Acknowledged, 0, new long[] { 7 }, "")]
    [InlineData(WriteOutcome.Acknowledged, 7, new long[] { }, "is not in the log")]
    [InlineData(WriteOutcome.Acknowledged, 7, new long[] { 8 }, "with another revision: 8")]
    [InlineData(WriteOutcome.Acknowledged, 7, new long[] { 7, 9 }, "2 times: 7, 9")]
    [InlineData(WriteOutcome.Refused, 0, new long[] { }, "")]
    [InlineData(WriteOutcome.Refused, 0, new long[] { 7 }, "is in the log: 7")]
    [InlineData(WriteOutcome.Unknown, 0, new long[] { }, "")]
    [InlineData(WriteOutcome.Unknown, 0, new long[] { 7 }, "")]
    [InlineData(WriteOutcome.Unknown, 0, new long[] { 7, 8 }, "2 times: 7, 8")]
    public void A_write_is_in_the_log_as_its_client_was_told(WriteOutcome outcome, long revision, long[] logged, string violation)
    {
        foreach (var deletes in new[] { false, true })
        {
            var write = new ClientWrite("w1-1", deletes, outcome, revision, "");
            var log = logged.Select(at => new LoggedChange(at, "configmaps", "chaos", "w1-1", deletes, deletes ? "another" : "w1-1"));
            var found = AcknowledgedOnce.Check([write], log).ToList();
            if (violation.Length == 0) found.ShouldBeEmpty();
            else found.ShouldHaveSingleItem().ShouldContain(violation);
        }
    }

    [Fact]
    public void The_deletion_of_an_object_is_not_taken_for_the_write_whose_token_it_carries() =>
        AcknowledgedOnce.Check(
            [new ClientWrite("w1-1-patch", false, WriteOutcome.Acknowledged, 5, "")],
            [new LoggedChange(5, "configmaps", "chaos", "w1-1", false, "w1-1-patch"), new LoggedChange(6, "configmaps", "chaos", "w1-1", true, "w1-1-patch")]).ShouldBeEmpty();
}
