using System.Buffers;
using System.Net.Sockets;

namespace DuckBus.Gateway.Forwarding;

/// <summary>Moves bytes between two sockets. An end of one direction is passed on as such; a break in any direction breaks both.</summary>
internal static class Pump
{
    // A connection that rests holds two small buffers; one that streams earns large ones.
    private const int Small = 4 * 1024;
    private const int Large = 256 * 1024;

    /// <summary>Completes when both directions have ended.</summary>
    /// <exception cref="SocketException">A side broke off, and so was the other.</exception>
    public static async Task BothWaysAsync(Socket client, Socket server, Connection connection)
    {
        var forth = OneWayAsync(client, server, connection, towardsEndpoint: true);
        var back = OneWayAsync(server, client, connection, towardsEndpoint: false);
        await forth;
        await back;
    }

    private static async Task OneWayAsync(Socket from, Socket to, Connection connection, bool towardsEndpoint)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(Small);
        try
        {
            while (await from.ReceiveAsync(buffer.AsMemory(), SocketFlags.None) is var count and > 0)
            {
                connection.Moved(towardsEndpoint);
                for (var sent = 0; sent < count;)
                    sent += await to.SendAsync(buffer.AsMemory(sent, count - sent), SocketFlags.None);
                if (Better(buffer.Length, count) is { } size)
                {
                    ArrayPool<byte>.Shared.Return(buffer);
                    buffer = ArrayPool<byte>.Shared.Rent(size);
                }
            }

            to.Shutdown(SocketShutdown.Send);
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            Break(from);
            Break(to);
            throw;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static int? Better(int size, int filled)
    {
        if (filled == size && size < Large) return size * 8;
        if (size > Small && filled <= Small / 2) return Small;
        return null;
    }

    private static void Break(Socket socket)
    {
        try
        {
            socket.LingerState = new LingerOption(enable: true, seconds: 0);
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // It is gone already.
        }

        socket.Dispose();
    }
}
