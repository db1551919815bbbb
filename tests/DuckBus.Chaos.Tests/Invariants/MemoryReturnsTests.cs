using DuckBus.Chaos.History;
using DuckBus.Chaos.Invariants;

namespace DuckBus.Chaos.Tests.Invariants;

public sealed class MemoryReturnsTests
{
    [Theory]
    [InlineData("scheduler", 0, 0, "")]
    [InlineData("scheduler", -5, -20, "")]
    [InlineData("scheduler", 12, 62, "")]
    [InlineData("scheduler", 13, 0, "the objects of scheduler held 10 MB before and 23 MB after")]
    [InlineData("apiserver-1", 30, 80, "")]
    [InlineData("apiserver-1", 31, 80, "the objects of apiserver-1 held 10 MB before and 41 MB after")]
    [InlineData("small-server", 11, 0, "")]
    [InlineData("small-server", 12, 0, "the objects of small-server held 10 MB before and 22 MB after")]
    [InlineData("scheduler", 0, 63, "scheduler held 100 MB before and 163 MB after")]
    public void A_part_holds_about_as_much_as_before(string part, double heap, double resident, string violation)
    {
        var use = new MemoryUse(new Memory(part, 10, 100), new Memory(part, 10 + heap, 100 + resident));
        MemoryReturns.Check([use], changes: 5000, smallChanges: 3000).ShouldBe(violation.Length == 0 ? [] : [violation]);
    }

    [Theory]
    [InlineData("apiserver-2", 0, 10)]
    [InlineData("apiserver-2", 100_000, 50)]
    [InlineData("small-server", 0, 5)]
    [InlineData("small-server", 100_000, 15)]
    [InlineData("node-1", 100_000, 12)]
    public void What_an_API_server_remembers_grows_with_the_changes_up_to_a_bound(string part, int changes, double allowance) =>
        MemoryReturns.HeapAllowance(part, changes).ShouldBe(allowance);
}
