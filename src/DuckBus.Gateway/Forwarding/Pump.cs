using System.Net.Sockets;

namespace DuckBus.Gateway.Forwarding;

/// <summary>Moves bytes between two sockets. An end of one direction is passed on as such; a break in any direction breaks both.</summary>
internal static class Pump
{
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
        try
        {
            await new Direction(from, to, connection, towardsEndpoint).RunAsync();
            to.Shutdown(SocketShutdown.Send);
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            Break(from);
            Break(to);
            throw;
        }
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
