using System.Net;
using System.Net.Sockets;

namespace DuckBus.Gateway.Forwarding;

/// <summary>Passes the connections to one port on to the endpoints behind it.</summary>
internal sealed class TcpRelay(Balancer balancer, Connections connections)
{
    /// <summary>Serves one connection to its end. Never throws.</summary>
    public async Task ServeAsync(Socket client)
    {
        try
        {
            client.NoDelay = true;
            var candidates = new Candidates(balancer, ((IPEndPoint)client.RemoteEndPoint!).Address);
            var served = false;
            while (!served && candidates.Next() is { } endpoint) served = await TryAsync(client, endpoint, candidates);
            if (!served) Abort(client);
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

    /// <returns>Whether the endpoint took the connection, which is over then.</returns>
    private async Task<bool> TryAsync(Socket client, IPEndPoint endpoint, Candidates candidates)
    {
        var connection = connections.Open(endpoint.Address);
        try
        {
            using var server = new Socket(endpoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            if (!await ConnectAsync(server, endpoint, candidates)) return false;
            connection.Opened();
            await Pump.BothWaysAsync(client, server, connection);
            return true;
        }
        finally
        {
            connections.Close(endpoint.Address, connection);
        }
    }

    private static async Task<bool> ConnectAsync(Socket server, IPEndPoint endpoint, Candidates candidates)
    {
        try
        {
            using var over = new CancellationTokenSource(candidates.Patience);
            await server.ConnectAsync(endpoint, over.Token);
            server.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, true);
            return true;
        }
        catch (SocketException e) when (e.SocketErrorCode == SocketError.ConnectionRefused)
        {
            candidates.Refused(endpoint);
            return false;
        }
        catch (Exception e) when (e is SocketException or OperationCanceledException)
        {
            candidates.Silent(endpoint);
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
