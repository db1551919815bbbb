using DuckBus.Gateway;
using DuckBus.Kubelet.Docker.Networks;
using DuckBus.Kubelet.Docker.Wire;

namespace DuckBus.Kubelet.Tests.Docker;

public sealed class NetworkPlanTests
{
    private static readonly ServiceRange Range = ServiceRange.Parse("10.96.0.0/16");

    [Fact]
    public void One_network_holds_services_and_pods_and_containers_get_the_pods_half()
    {
        var request = NetworkPlan.Request("duckbus", Range);

        request.Name.ShouldBe("duckbus");
        var pool = request.Ipam.Config.ShouldHaveSingleItem();
        (pool.Subnet, pool.IpRange, pool.Gateway).ShouldBe(("10.96.0.0/15", "10.97.0.0/16", "10.97.0.1"));
        pool.AuxiliaryAddresses!.Values.ShouldBe(["10.97.0.0"]);
    }

    [Fact]
    public void Pods_have_the_lower_half_if_services_have_the_upper_one()
    {
        var pool = NetworkPlan.Request("duckbus", ServiceRange.Parse("10.97.0.0/16")).Ipam.Config.ShouldHaveSingleItem();

        (pool.Subnet, pool.IpRange, pool.Gateway).ShouldBe(("10.96.0.0/15", "10.96.0.0/16", "10.96.0.1"));
        pool.AuxiliaryAddresses.ShouldBeNull();
    }

    [Theory]
    [InlineData("10.96.0.0/15", "10.97.0.0/16", true)]
    [InlineData("10.96.0.0/15", "10.96.0.0/16", false)]
    [InlineData("10.96.0.0/15", null, false)]
    [InlineData("172.18.0.0/16", null, false)]
    [InlineData(null, null, false)]
    public void A_network_suits_if_its_addresses_are_those(string? subnet, string? pods, bool suits) =>
        NetworkPlan.Suits(Network("duckbus", subnet, pods), Range).ShouldBe(suits);

    [Theory]
    [InlineData("10.97.128.0/24", true)]
    [InlineData("10.0.0.0/8", true)]
    [InlineData("10.98.0.0/16", false)]
    [InlineData("fd00::/64", false)]
    [InlineData("nonsense", false)]
    public void Networks_overlap_if_one_holds_the_other(string subnet, bool overlaps) =>
        (NetworkPlan.Overlapping([Network("a", "172.17.0.0/16", null), Network("b", subnet, null)], Range)?.Name).ShouldBe(overlaps ? "b" : null);

    [Fact]
    public void Who_has_the_addresses_is_told_and_the_way_out()
    {
        var message = NetworkPlan.OverlapMessage("mine", Range, Network("other", "10.97.128.0/24", null), "Pool overlaps");

        message.ShouldContain("mine");
        message.ShouldContain("other (10.97.128.0/24)");
        message.ShouldContain("--service-cluster-ip-range");
        NetworkPlan.OverlapMessage("mine", Range, null, "Pool overlaps").ShouldContain("(Pool overlaps)");
    }

    [Theory]
    [InlineData("invalid pool request: Pool overlaps with other one on this address space", true)]
    [InlineData("cannot create network 4e (br-4e): conflicts with network 85 (br-85): networks have overlapping IPv4", true)]
    [InlineData("network with name mine already exists", false)]
    public void Both_parts_of_the_engine_that_refuse_addresses_are_understood(string words, bool overlap) =>
        NetworkPlan.IsOverlap(words).ShouldBe(overlap);

    private static NetworkSummary Network(string name, string? subnet, string? pods) =>
        new(name, name, null, null, new NetworkAddresses(subnet is null ? null : [new NetworkAddresses.Pool(subnet, pods)]));
}
