using System.Net;
using System.Net.Sockets;

namespace DuckBus.Composition;

/// <summary>Under which address a node that listens on all of its own is reached.</summary>
internal static class NodeAddresses
{
    private static readonly string[] Wildcards = ["0.0.0.0", "[::]", "*", "+"];

    /// <summary>
    /// The address from which this machine speaks to the first API server that it finds; the API server answers there. Null if
    /// <c>--listen</c> names one address, which is then the node's.
    /// </summary>
    public static string? Facing(string listen, IReadOnlyList<Uri> apiServers)
    {
        if (!Wildcards.Any(any => listen.Contains($"://{any}:", StringComparison.Ordinal))) return null;
        return apiServers.Select(Local).FirstOrDefault(address => address is not null)
            ?? Own().FirstOrDefault(address => address.AddressFamily == AddressFamily.InterNetwork && !IPAddress.IsLoopback(address))?.ToString();
    }

    // Nothing is sent: a socket for datagrams only looks the way up.
    private static string? Local(Uri server)
    {
        try
        {
            using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
            socket.Connect(server.Host, server.Port);
            return ((IPEndPoint)socket.LocalEndPoint!).Address.ToString();
        }
        catch (SocketException)
        {
            return null;
        }
    }

    private static IPAddress[] Own()
    {
        try
        {
            return Dns.GetHostAddresses(Dns.GetHostName());
        }
        catch (SocketException)
        {
            return [];
        }
    }
}
