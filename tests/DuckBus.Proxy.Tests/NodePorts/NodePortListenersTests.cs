using System.Net;
using DuckBus.Gateway.Tables;
using DuckBus.Proxy.NodePorts;
using DuckBus.Proxy.Tests.Fakes;
using DuckBus.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace DuckBus.Proxy.Tests.NodePorts;

public sealed class NodePortListenersTests : IAsyncDisposable
{
    private readonly LocalGateway gateway = new();
    private readonly NamedServer one = new("1"), two = new("2");
    private readonly int port = FreePort.Next();
    private readonly NodePortListeners listeners;

    public NodePortListenersTests() => listeners = Listeners(directly: true);

    public async ValueTask DisposeAsync()
    {
        listeners.Dispose();
        one.Dispose();
        two.Dispose();
        await gateway.DisposeAsync();
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("127.0.0.2")]
    [InlineData("::1")]
    public async Task A_node_port_answers_on_all_addresses(string address)
    {
        listeners.Apply([Route(one.Address)]);
        (await NamedServer.AskAsync(address, port)).ShouldBe("1");
    }

    [Fact]
    public async Task It_follows_the_endpoints_and_refuses_without_any()
    {
        listeners.Apply([Route(one.Address)]);
        listeners.Apply([Route(two.Address)]);
        (await NamedServer.AskAsync("127.0.0.1", port)).ShouldBe("2");
        listeners.Apply([Route()]);
        await Should.ThrowAsync<Exception>(() => NamedServer.AskAsync("127.0.0.1", port));
    }

    [Fact]
    public async Task Of_two_nodes_the_first_has_the_port_and_the_other_takes_over()
    {
        using var other = Listeners(directly: true);
        listeners.Apply([Route(one.Address)]);
        other.Apply([Route(two.Address)]);
        other.Retry();
        (await NamedServer.AskAsync("127.0.0.1", port)).ShouldBe("1");
        listeners.Dispose();
        other.Retry();
        (await NamedServer.AskAsync("127.0.0.1", port)).ShouldBe("2");
    }

    [Fact]
    public async Task Where_the_pods_are_out_of_reach_it_leads_through_the_gateway()
    {
        using var far = Listeners(directly: false);
        far.Apply([Route(new IPEndPoint(IPAddress.Parse("192.0.2.1"), 80)) with { ServiceAddress = one.Address }]);
        (await NamedServer.AskAsync("127.0.0.1", port)).ShouldBe("1");
        gateway.Dialed.ShouldBe(1);
    }

    private NodePortRoute Route(params IPEndPoint[] endpoints) =>
        new("default/web", TransportProtocol.Tcp, port, new IPEndPoint(IPAddress.Parse("10.96.0.7"), 80), endpoints, null);

    private NodePortListeners Listeners(bool directly) => new(gateway, () => directly, alone: false, TimeProvider.System, NullLogger.Instance);
}
