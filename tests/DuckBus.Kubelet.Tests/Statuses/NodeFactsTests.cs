using DuckBus.Gateway;
using DuckBus.Kubelet.Statuses;

namespace DuckBus.Kubelet.Tests.Statuses;

public sealed class NodeFactsTests
{
    [Theory]
    [InlineData("127.0.0.1", false, "10.97.0.1")]
    [InlineData("localhost", false, "10.97.0.1")]
    [InlineData("192.0.2.7", false, "192.0.2.7")]
    [InlineData("172.18.0.4", true, "10.97.0.1")]
    public void Pods_on_the_machines_network_are_where_others_reach_the_machine(string address, bool inContainer, string expected)
    {
        var facts = NodeFacts.Of(address, ServiceRange.Parse("10.96.0.0/16"), "docker", inContainer);

        (facts.HostIp, facts.HostNetworkIp).ShouldBe((address, expected));
    }

    [Fact]
    public void Without_a_network_of_the_cluster_there_is_one_address_only() =>
        NodeFacts.Of("127.0.0.1", null, "file", inContainer: true).HostNetworkIp.ShouldBe("127.0.0.1");
}
