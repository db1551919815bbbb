using DuckBus.Chaos.History;
using DuckBus.Chaos.Invariants;

namespace DuckBus.Chaos.Tests.Invariants;

public sealed class MemoryReturnsTests
{
    [Theory]
    [InlineData(0, 0, "")]
    [InlineData(-5, -20, "")]
    [InlineData(MemoryReturns.HeapAllowance, MemoryReturns.ResidentAllowance, "")]
    [InlineData(MemoryReturns.HeapAllowance + 1, 0, "the objects of scheduler held 10 MB before")]
    [InlineData(0, MemoryReturns.ResidentAllowance + 1, "scheduler held 100 MB before")]
    public void A_part_holds_about_as_much_as_before(double heap, double resident, string violation)
    {
        var use = new MemoryUse(new Memory("scheduler", 10, 100), new Memory("scheduler", 10 + heap, 100 + resident));
        var found = MemoryReturns.Check([use]).ToList();
        if (violation.Length == 0) found.ShouldBeEmpty();
        else found.ShouldHaveSingleItem().ShouldStartWith(violation);
    }
}
