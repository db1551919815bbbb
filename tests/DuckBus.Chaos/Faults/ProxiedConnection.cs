using System.Net;
using System.Net.Sockets;

namespace DuckBus.Chaos.Faults;

/// <summary>One connection through a <see cref="TcpProxy"/>.</summary>
internal sealed class ProxiedConnection(TcpProxy proxy, Socket client, EndPoint target) : IDisposable
{
    private readonly Socket server = target is UnixDomainSocketEndPoint
        ? new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified)
        : new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };

    /// <summary>Carries bytes until either side ends.</summary>
    public async Task RunAsync()
    {
        try
        {
            client.NoDelay = true;
            await proxy.HoldAsync(answer: false);
            await server.ConnectAsync(target);
            await Task.WhenAll(CarryAsync(client, server, answer: false), CarryAsync(server, client, answer: true));
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            Reset();
        }
    }

    /// <summary>Ends both sides as a crash would.</summary>
    public void Reset()
    {
        foreach (var socket in new[] { client, server })
        {
            try
            {
                socket.LingerState = new LingerOption(true, 0);
            }
            catch (Exception e) when (e is SocketException or ObjectDisposedException)
            {
                // It is closed already.
            }

            socket.Dispose();
        }
    }

    public void Dispose()
    {
        client.Dispose();
        server.Dispose();
    }

    private async Task CarryAsync(Socket from, Socket to, bool answer)
    {
        var buffer = new byte[64 * 1024];
        try
        {
            while (await from.ReceiveAsync(buffer) is > 0 and var read)
            {
                await proxy.HoldAsync(answer);
                for (var sent = 0; sent < read;) sent += await to.SendAsync(buffer.AsMemory(sent, read - sent));
            }

            await proxy.HoldAsync(answer);
            to.Shutdown(SocketShutdown.Send);
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            Reset();
        }
    }
}
