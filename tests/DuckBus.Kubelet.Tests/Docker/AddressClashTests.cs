using System.Net;
using DuckBus.Gateway;
using DuckBus.Kubelet.Docker.Networks;

namespace DuckBus.Kubelet.Tests.Docker;

public sealed class AddressClashTests
{
    private const string Id = "85d299e4940d0123456789abcdef";
    private static readonly ServiceRange Range = ServiceRange.Parse("10.97.0.0/16");

    [Theory]
    [InlineData("br-85d299e4940d 10.96.0.0/15, eth0 192.0.2.0/24", null)]
    [InlineData("br-85d299e4940d 10.96.0.0/15, br-3f6592b8e19b 10.96.0.0/15", "br-3f6592b8e19b")]
    [InlineData("br-3f6592b8e19b 10.96.0.0/15, br-85d299e4940d 10.96.0.0/15", "br-3f6592b8e19b")]
    [InlineData("br-85d299e4940d 10.96.0.0/15, br-3f6592b8e19b 10.96.0.0/16", "br-3f6592b8e19b")]
    [InlineData("br-85d299e4940d 10.96.0.0/15, tun0 10.97.8.0/24", "tun0")]
    [InlineData("br-85d299e4940d 10.96.0.0/15, br-3f6592b8e19b 10.98.0.0/15", null)]
    [InlineData("br-85d299e4940d 10.96.0.0/15, eth0 10.0.0.0/8, eth0 0.0.0.0/0", null)]
    [InlineData("eth1 10.96.0.0/15, eth0 172.18.0.0/16", null)]
    [InlineData("eth1 10.96.0.0/15, eth0 10.96.0.0/16", "eth0")]
    [InlineData("br-3f6592b8e19b 10.96.0.0/15", "br-3f6592b8e19b")]
    [InlineData("br-3f6592b8e19b 10.96.0.0/16", null)]
    [InlineData("", null)]
    public void What_takes_addresses_away_from_the_cluster_is_found(string routes, string? clash) =>
        AddressClash.Find([.. routes.Split(", ", StringSplitOptions.RemoveEmptyEntries).Select(Route)], Range, Id)?.Interface.ShouldBe(clash);

    [Fact]
    public void Both_networks_and_the_way_out_are_told()
    {
        var message = AddressClash.Message("duckbus", Range, Route("br-3f6592b8e19b 10.96.0.0/15"));

        message.ShouldStartWith(
            "the network duckbus of this cluster (10.96.0.0/15: services 10.97.0.0/16, pods 10.96.0.0/16) overlaps with 10.96.0.0/15 "
            + "at this machine's interface br-3f6592b8e19b, which another container engine made: ");
        message.ShouldContain("--service-cluster-ip-range, which is 10.97.0.0/16 now");
        AddressClash.Message("duckbus", Range, Route("tun0 10.97.8.0/24")).ShouldContain("interface tun0: ");
    }

    [Fact]
    public void The_kernels_table_of_routes_is_read() => HostRoute.Parse(
    [
        "Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT                                                       ",
        "eth0\t00000000\t010200C0\t0003\t0\t0\t0\t00000000\t0\t0\t0                                                                               ",
        "br-85d299e4940d\t0000600A\t00000000\t0001\t0\t0\t0\t0000FEFF\t0\t0\t0                                                                    ",
    ]).ShouldBe([Route("eth0 0.0.0.0/0"), Route("br-85d299e4940d 10.96.0.0/15")]);

    private static HostRoute Route(string words) => new(words.Split(' ')[0], IPNetwork.Parse(words.Split(' ')[1]));
}
