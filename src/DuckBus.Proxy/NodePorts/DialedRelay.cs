using System.Net;
using System.Net.Sockets;
using DuckBus.Gateway;

namespace DuckBus.Proxy.NodePorts;

/// <summary>Passes connections to a service through the gateway, where the cluster's network is out of reach.</summary>
internal sealed class DialedRelay(IGatewayHost host, IPEndPoint service)
{
    /// <summary>Serves one connection to its end. Never throws.</summary>
    public async Task ServeAsync(Socket client)
    {
        await using var near = new NetworkStream(client, ownsSocket: true);
        try
        {
            client.NoDelay = true;
            await using var far = await host.DialAsync(service.Address, service.Port, CancellationToken.None);
            var forth = near.CopyToAsync(far);
            await far.CopyToAsync(near);
            client.Shutdown(SocketShutdown.Send);
            await forth;
        }
        catch (Exception e) when (e is IOException or SocketException or ObjectDisposedException)
        {
            // One of the two is gone, and so is the other now.
        }
    }
}
