using DuckBus.Kubelet.Docker.Networks;
using DuckBus.Kubelet.Docker.Wire;

namespace DuckBus.Kubelet.Tests.Docker;

public sealed class OwnContainerTests
{
    private const string Id = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

    [Theory]
    [InlineData($"1 2 254:0 /var/lib/docker/containers/{Id}/hostname /etc/hostname rw - ext4 /dev/vda rw", "box", Id)]
    [InlineData($"1 2 254:0 /docker/containers/{Id}/resolv.conf /etc/resolv.conf rw - ext4 /dev/vda rw", "box", Id)]
    [InlineData($"1 2 0:5 / /var/lib/docker/containers/{Id}/mounts/shm rw - tmpfs shm rw", "box", null)]
    [InlineData("1 2 254:0 / / rw - ext4 /dev/vda rw", "box", null)]
    [InlineData("1 2 254:0 / / rw - overlay overlay rw", "0123456789ab", "0123456789ab")]
    [InlineData("", "feedbeef", null)]
    public void A_container_knows_itself_by_the_files_that_its_engine_mounts_or_by_its_name(string mounts, string hostname, string? id) =>
        OwnContainer.IdOf(mounts.Split('\n'), hostname).ShouldBe(id);

    [Theory]
    [InlineData("bridge", true)]
    [InlineData("duckbus", true)]
    [InlineData("host", false)]
    [InlineData("none", false)]
    [InlineData("container:abc", false)]
    [InlineData(null, false)]
    public void Only_a_container_with_a_network_of_its_own_can_join_another(string? mode, bool can) =>
        OwnContainer.CanJoin(new ContainerDetails(
            Id, "/kubelet", null, "image", new ContainerDetails.Life("running", 0, false, null, null, null),
            new ContainerDetails.Settings("image", false, false, null), null, new ContainerDetails.Host(mode))).ShouldBe(can);
}
