using System.Net;
using System.Net.Sockets;
using DuckBus.Chaos.Faults;
using DuckBus.Testing;

namespace DuckBus.Chaos.Tests.Faults;

/// <summary>Over each kind of link a byte gets to who listens, and none when it is cut.</summary>
public sealed class WiringTests : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly PrivateDirectory directory = PrivateDirectory.Create("wiring");
    private readonly Wiring wiring = new();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        await wiring.DisposeAsync();
        directory.Dispose();
    }

    [Fact]
    public async Task To_an_engine_on_a_socket_of_the_file_system()
    {
        using var engine = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        engine.Bind(new UnixDomainSocketEndPoint(directory["docker.sock"]));
        var address = wiring.ToEngine("node-1", new Uri($"unix://{directory["docker.sock"]}"));
        address.Scheme.ShouldBe("tcp");
        await PassesUntilCutAsync(engine, new IPEndPoint(IPAddress.Loopback, address.Port), "node-1>docker");
    }

    [Fact]
    public async Task To_a_node_under_its_own_port()
    {
        using var kubelet = new Socket(SocketType.Stream, ProtocolType.Tcp);
        kubelet.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        var port = ((IPEndPoint)kubelet.LocalEndPoint!).Port;
        var address = wiring.ToNode("node-1", port);
        address.ShouldNotBe(IPAddress.Loopback);
        await PassesUntilCutAsync(kubelet, new IPEndPoint(address, port), "apiservers>node-1");
    }

    private async Task PassesUntilCutAsync(Socket listener, EndPoint proxy, string link)
    {
        listener.Listen();
        wiring.Links.ShouldBe([link]);
        using var client = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await client.ConnectAsync(proxy, TestContext.Current.CancellationToken);
        using var server = await listener.AcceptAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(Patience, TestContext.Current.CancellationToken);
        await client.SendAsync(new byte[] { 7 }, TestContext.Current.CancellationToken);
        var got = new byte[1];
        (await server.ReceiveAsync(got, TestContext.Current.CancellationToken).AsTask().WaitAsync(Patience, TestContext.Current.CancellationToken)).ShouldBe(1);
        got.ShouldBe([7]);

        wiring[link].Become(LinkMode.Cut);
        await Should.ThrowAsync<SocketException>(async () =>
        {
            if (await client.ReceiveAsync(got, TestContext.Current.CancellationToken).AsTask().WaitAsync(Patience, TestContext.Current.CancellationToken) == 0)
                throw new SocketException((int)SocketError.ConnectionReset);
        });
    }
}
