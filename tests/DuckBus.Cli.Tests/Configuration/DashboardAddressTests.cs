using DuckBus.Configuration;

namespace DuckBus.Cli.Tests.Configuration;

public sealed class DashboardAddressTests
{
    [Theory]
    [InlineData(8081, null, "http://localhost:8082")]
    [InlineData(9000, null, "http://localhost:9002")]
    [InlineData(0, null, "http://127.0.0.1:0")]
    [InlineData(9000, "http://0.0.0.0:80", "http://0.0.0.0:80")]
    public void It_is_where_somebody_said_or_near_the_API(int port, string? url, string address) =>
        new Settings { Port = port, DashboardUrl = url }.DashboardAddress.ShouldBe(address);

    [Fact]
    public void It_can_be_switched_off()
    {
        new Settings { DashboardUrl = "off" }.HasDashboard.ShouldBeFalse();
        new Settings().HasDashboard.ShouldBeTrue();
    }
}
