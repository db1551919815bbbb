using DuckBus.Chaos.History;
using DuckBus.Chaos.Invariants;

namespace DuckBus.Chaos.Tests.Invariants;

public sealed class OneNodeAPodTests
{
    private static readonly SeenContainer First = new("default/a", "u1", "duck", "node-1", Running: true);

    [Fact]
    public void On_two_nodes_with_lease_is_wrong() =>
        Check(["node-1", "node-2"], First, First with { Node = "node-2" }).ShouldBe(["default/a runs on node-1 and node-2, which all hold their lease"]);

    [Fact]
    public void The_other_uid_of_the_same_name_does_not_excuse_it() =>
        Check(["node-1", "node-2"], First, First with { Node = "node-2", Uid = "u2" }).ShouldHaveSingleItem();

    [Fact]
    public void A_node_without_lease_may_still_run_it() => Check(["node-2"], First, First with { Node = "node-2" }).ShouldBeEmpty();

    [Fact]
    public void A_dead_container_does_not_run() => Check(["node-1", "node-2"], First, First with { Node = "node-2", Running = false }).ShouldBeEmpty();

    [Fact]
    public void A_container_twice_on_one_node_is_wrong() => Check(["node-1"], First, First).ShouldBe(["default/a runs duck 2 times on node-1"]);

    [Fact]
    public void A_sandbox_and_a_container_are_one_pod() => Check(["node-1"], First, First with { Container = "" }).ShouldBeEmpty();

    [Fact]
    public void What_nobody_declared_may_be_there_many_times() =>
        Check(["node-1"], First with { Pod = "" }, First with { Pod = "" }, First with { Pod = "", Node = "node-2" }).ShouldBeEmpty();

    private static IReadOnlyList<string> Check(string[] leases, params SeenContainer[] containers) =>
        [.. OneNodeAPod.Check(new EngineSight(TimeSpan.Zero, containers, leases.ToHashSet()))];
}
