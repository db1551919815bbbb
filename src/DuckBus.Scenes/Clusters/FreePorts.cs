using System.Net;
using System.Net.Sockets;

namespace DuckBus.Scenes.Clusters;

/// <summary>Ports that nobody listens on.</summary>
internal static class FreePorts
{
    // Below the range from which systems take the local ports of outgoing connections.
    private const int First = 20_000;
    private const int Last = 29_000;
    private static int next = First + (Environment.ProcessId * 37 % (Last - First));

    /// <summary>The port, if it is free, else another.</summary>
    public static int Preferred(int port) => IsFree(port) ? port : Next();

    /// <summary>A free port, never the same one twice in this process.</summary>
    public static int Next()
    {
        do
            next = next >= Last ? First : next + 1;
        while (!IsFree(next));
        return next;
    }

    private static bool IsFree(int port)
    {
        try
        {
            using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            socket.Bind(new IPEndPoint(IPAddress.Any, port));
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
