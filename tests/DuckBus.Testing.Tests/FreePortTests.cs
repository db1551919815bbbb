namespace DuckBus.Testing.Tests;

public sealed class FreePortTests
{
    private const int All = 11_180;

    [Fact]
    public void A_port_of_the_nodes_leaves_the_next_ones_where_they_are()
    {
        var before = FreePort.Next();
        FreePort.NextOfNodes().ShouldBeInRange(30_000, 32_767);
        var after = FreePort.Next();
        ((after - before + All) % All).ShouldBeLessThan(100, "all processes would meet at the first port of the nodes");
    }
}
