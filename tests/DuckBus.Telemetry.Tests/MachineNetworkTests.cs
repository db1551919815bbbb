using System.Net;
using System.Net.NetworkInformation;

namespace DuckBus.Telemetry.Tests;

public sealed class MachineNetworkTests
{
    [Fact]
    public void It_has_the_loopback_address() =>
        MachineNetwork.Of(one => one.GetIPProperties().UnicastAddresses).ShouldContain(one => IPAddress.IsLoopback(one.Address));

    [Fact]
    public void An_interface_that_comes_or_goes_meanwhile_makes_it_look_again()
    {
        var looks = 0;
        MachineNetwork.Of(
            () => ++looks < 3 ? throw new ArgumentException("An invalid IP address was specified.") : NetworkInterface.GetAllNetworkInterfaces(),
            one => new[] { one.Name }).ShouldNotBeEmpty();
        looks.ShouldBe(3);
    }

    [Fact]
    public void What_never_works_fails() => Should.Throw<NetworkInformationException>(() =>
        MachineNetwork.Of(() => throw new NetworkInformationException(), one => new[] { one.Name }));
}
