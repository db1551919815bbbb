using DuckBus.Chaos.History;
using DuckBus.Chaos.Invariants;

namespace DuckBus.Chaos.Tests.Invariants;

public sealed class MemoryReturnsTests
{
    [Theory]
    [InlineData("scheduler", 0, 0, "")]
    [InlineData("scheduler", -5, -20, "")]
    [InlineData("scheduler", 12, MemoryReturns.ResidentAllowance, "")]
    [InlineData("scheduler", 13, 0, "the objects of scheduler held 10 MB before and 23 MB after")]
    [InlineData("apiserver-1", 25, 0, "")]
    [InlineData("small-server", 26, 0, "the objects of small-server held 10 MB before and 36 MB after")]
    [InlineData("scheduler", 0, MemoryReturns.ResidentAllowance + 1, "scheduler held 100 MB before and 171 MB after")]
    public void A_part_holds_about_as_much_as_before(string part, double heap, double resident, string violation)
    {
        var use = new MemoryUse(new Memory(part, 10, 100), new Memory(part, 10 + heap, 100 + resident));
        MemoryReturns.Check([use]).ShouldBe(violation.Length == 0 ? [] : [violation]);
    }
}
