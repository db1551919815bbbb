using System.Net;
using System.Net.Sockets;

namespace DuckBus.Gateway.Forwarding;

/// <summary>Passes the connections to one port on to the endpoints behind it.</summary>
internal sealed class TcpRelay(Balancer balancer, Connections connections)
{
    // One that does not answer soon is passed over, as long as there is another.
    private static readonly TimeSpan FirstPatience = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LastPatience = TimeSpan.FromSeconds(10);

    /// <summary>Serves one connection to its end. Never throws.</summary>
    public async Task ServeAsync(Socket client)
    {
        try
        {
            client.NoDelay = true;
            await RelayAsync(client, ((IPEndPoint)client.RemoteEndPoint!).Address);
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            Abort(client);
        }
        finally
        {
            client.Dispose();
        }
    }

    private async Task RelayAsync(Socket client, IPAddress who)
    {
        List<IPEndPoint>? tried = null;
        while (balancer.Pick(who, tried) is { } endpoint)
        {
            var connection = connections.Open(endpoint.Address);
            try
            {
                using var server = new Socket(endpoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
                if (await ConnectAsync(server, endpoint, balancer.IsLast(tried) ? LastPatience : FirstPatience))
                {
                    await Pump.BothWaysAsync(client, server, connection);
                    return;
                }
            }
            finally
            {
                connections.Close(endpoint.Address, connection);
            }

            (tried ??= []).Add(endpoint);
        }

        Abort(client);
    }

    private async Task<bool> ConnectAsync(Socket server, IPEndPoint endpoint, TimeSpan patience)
    {
        try
        {
            using var over = new CancellationTokenSource(patience);
            await server.ConnectAsync(endpoint, over.Token);
            server.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, true);
            return true;
        }
        catch (SocketException e) when (e.SocketErrorCode == SocketError.ConnectionRefused)
        {
            return false;
        }
        catch (Exception e) when (e is SocketException or OperationCanceledException)
        {
            balancer.Silent(endpoint);
            return false;
        }
    }

    /// <summary>What the client would have seen of an endpoint that breaks off or that is not there: a reset.</summary>
    private static void Abort(Socket client)
    {
        try
        {
            client.LingerState = new LingerOption(enable: true, seconds: 0);
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // It is gone already.
        }
    }
}
