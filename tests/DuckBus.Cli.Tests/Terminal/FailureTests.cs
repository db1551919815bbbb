using DuckBus.Configuration;
using DuckBus.Terminal;
using Microsoft.AspNetCore.Connections;

namespace DuckBus.Cli.Tests.Terminal;

public sealed class FailureTests
{
    [Theory]
    [InlineData(8081, "--port")]
    [InlineData(6443, "--https-port")]
    [InlineData(9101, "--health-url")]
    [InlineData(8082, "--dashboard-url")]
    [InlineData(9999, "--listen")]
    public void A_port_that_is_taken_is_named_with_the_flag_that_moves_it(int port, string flag)
    {
        var failure = new IOException($"Failed to bind to address http://127.0.0.1:{port}: address already in use.", new AddressInUseException("in use"));
        Failure.Line(failure, new Settings { HealthUrl = "http://localhost:9101" })
            .ShouldBe($"port {port} is taken by another program: stop that, or choose another port with {flag}");
    }
}
