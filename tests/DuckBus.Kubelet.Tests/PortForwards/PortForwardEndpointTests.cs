using System.Net.WebSockets;
using System.Text;
using DuckBus.Kubelet.Tests.Fakes;

namespace DuckBus.Kubelet.Tests.PortForwards;

public sealed class PortForwardEndpointTests : IAsyncDisposable
{
    private readonly TestNode node = new();

    public ValueTask DisposeAsync() => node.DisposeAsync();

    [Fact]
    public async Task A_connection_that_fails_by_a_bug_is_refused_so_that_the_client_does_not_wait_for_ever()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        (node.Runtime.IsReached, node.Runtime.Inside) = (false, -1); // No port: the fake throws what nobody expects.
        await node.StartAsync();
        node.Declare();
        await node.UntilRunningAsync();
        using var client = new ClientWebSocket();
        client.Options.AddSubProtocol("v4.channel.k8s.io");

        await client.ConnectAsync(new UriBuilder(node.Kubelet!.Address) { Scheme = "ws", Path = "portForward/default/web", Query = "ports=80" }.Uri, patience.Token);

        (await ErrorAsync(client, patience.Token)).ShouldContain("a bug of the kubelet");
    }

    /// <summary>What comes on the second channel, after the number of the port.</summary>
    private static async Task<string> ErrorAsync(WebSocket client, CancellationToken cancellationToken)
    {
        var buffer = new byte[4096];
        while (true)
        {
            var read = await client.ReceiveAsync(buffer, cancellationToken);
            if (buffer[0] == 1 && read.Count > 3) return Encoding.UTF8.GetString(buffer, 1, read.Count - 1);
        }
    }
}
