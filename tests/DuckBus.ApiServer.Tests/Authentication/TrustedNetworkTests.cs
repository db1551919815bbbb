using System.Net;
using DuckBus.ApiServer.Authentication;

namespace DuckBus.ApiServer.Tests.Authentication;

public sealed class TrustedNetworkTests
{
    [Theory]
    [InlineData("127.0.0.1", "", true)]
    [InlineData("::1", "", true)]
    [InlineData("::ffff:127.0.0.1", "", true)]
    [InlineData("172.18.0.5", "", false)]
    [InlineData("172.18.0.5", "172.16.0.0/12", true)]
    [InlineData("::ffff:172.18.0.5", "172.16.0.0/12", true)]
    [InlineData("172.32.0.1", "172.16.0.0/12", false)]
    [InlineData("10.97.0.2", "172.16.0.0/12 192.168.0.0/16", false)]
    [InlineData("192.168.1.1", "172.16.0.0/12 192.168.0.0/16", true)]
    [InlineData("fd00::1", "172.16.0.0/12", false)]
    public void A_caller_counts_as_local_on_loopback_and_in_trusted_networks(string caller, string trusted, bool here) =>
        Authenticator.IsHere(IPAddress.Parse(caller), [.. trusted.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(network => IPNetwork.Parse(network))])
            .ShouldBe(here);
}
