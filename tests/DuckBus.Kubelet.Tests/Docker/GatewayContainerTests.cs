using DuckBus.Gateway;
using DuckBus.Kubelet.Docker;
using DuckBus.Kubelet.Docker.Gateways;
using DuckBus.Kubelet.Docker.Wire;

namespace DuckBus.Kubelet.Tests.Docker;

public sealed class GatewayContainerTests
{
    [Theory]
    [InlineData("running", "image", "network", "Use")]
    [InlineData("exited", "image", "network", "Start")]
    [InlineData("created", "image", "network", "Start")]
    [InlineData("dead", "image", "network", "Replace")]
    [InlineData("paused", "image", "network", "Replace")]
    [InlineData("running", "older", "network", "Replace")]
    [InlineData("running", "image", "another", "Replace")]
    public void What_has_to_be_done_depends_on_what_is_there(string state, string image, string network, string step)
    {
        var found = new ContainerDetails(
            "id", "/duckbus_gateway", null, image, new ContainerDetails.Life(state, 0, false, null, null, null),
            new ContainerDetails.Settings("duckbus/gateway:local", false, false, null), null, new ContainerDetails.Host(network));

        GatewayContainer.Next(found, "image", "network").ToString().ShouldBe(step);
    }

    [Fact]
    public void It_is_created_where_there_is_none() => GatewayContainer.Next(null, "image", "network").ShouldBe(GatewayStep.Create);

    [Fact]
    public void It_has_one_right_and_can_write_nowhere()
    {
        var request = GatewayContainer.Request("duckbus", ServiceRange.Parse("10.96.0.0/16"), "network");

        request.HostConfig.CapDrop.ShouldBe(["ALL"]);
        request.HostConfig.CapAdd.ShouldBe(["NET_ADMIN"]);
        request.HostConfig.ReadonlyRootfs.ShouldBe(true);
        request.HostConfig.Memory.ShouldNotBeNull();
        request.Env.ShouldBe(["DUCKBUS_SERVICE_RANGE=10.96.0.0/16"]);
        request.Labels.Keys.ShouldNotContain(DockerLabels.Node);
    }
}
