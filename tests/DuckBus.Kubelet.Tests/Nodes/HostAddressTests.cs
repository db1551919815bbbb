using System.Net;
using DuckBus.Kubelet.Nodes;

namespace DuckBus.Kubelet.Tests.Nodes;

public sealed class HostAddressTests
{
    [Theory]
    [InlineData("127.0.0.1 10.97.0.3+ 172.18.0.4", "172.18.0.4")]
    [InlineData("172.17.0.1 192.0.2.2+ 10.97.0.1", "192.0.2.2")]
    [InlineData("127.0.0.1 10.97.0.3", "10.97.0.3")]
    [InlineData("127.0.0.1 fd00::1+", null)]
    public void The_address_is_one_that_others_reach(string own, string? expected)
    {
        var addresses = own.Split(' ').Select(one => (IPAddress.Parse(one.TrimEnd('+')), one.EndsWith('+')));

        HostAddress.Choose(addresses, IPNetwork.Parse("10.96.0.0/15"))?.ToString().ShouldBe(expected);
    }

    [Theory]
    [InlineData("http://0.0.0.0:10250", true)]
    [InlineData("http://*:10250", true)]
    [InlineData("http://[::]:0", true)]
    [InlineData("http://127.0.0.1:0", false)]
    public void Only_who_listens_everywhere_has_to_look(string url, bool looks) => HostAddress.IsWildcard(url).ShouldBe(looks);
}
