using DuckBus.Dashboard.Worlds;

namespace DuckBus.Dashboard.Tests.Worlds;

public sealed class NaturalOrderTests
{
    [Theory]
    [InlineData("node-2", "node-10")]
    [InlineData("node-09", "node-10")]
    [InlineData("a", "b")]
    [InlineData("a", "a1")]
    [InlineData("a1b", "a1c")]
    [InlineData("node-1", "node-01")]
    public void Names_are_ordered_as_people_do(string first, string second)
    {
        Math.Sign(NaturalOrder.Instance.Compare(second, first)).ShouldBe(-Math.Sign(NaturalOrder.Instance.Compare(first, second)));
        NaturalOrder.Instance.Compare(first, first).ShouldBe(0);
        if (first != "node-1") NaturalOrder.Instance.Compare(first, second).ShouldBeLessThan(0);
    }
}
