using System.Net;
using System.Net.Sockets;

namespace DuckBus.Testing;

/// <summary>Ports that nobody listens on.</summary>
public static class FreePort
{
    // Below the range from which the kernel takes the local ports of outgoing connections, so that a server that is
    // stopped finds its port free when it starts again.
    private const int First = 20_000;
    // The node ports of the full stack are above it, which samples name.
    private const int Last = 31_180;

    private static readonly HashSet<int> Given = [];
    private static int steps;

    /// <summary>A free TCP port on loopback, never the same one twice in this process.</summary>
    public static int Next() => Next(static _ => true);

    /// <summary>A free TCP port that also meets the condition.</summary>
    /// <param name="also">The condition.</param>
    /// <param name="below">Lower than this.</param>
    public static int Next(Func<int, bool> also, int below = Last)
    {
        lock (Given)
        {
            for (var tries = 0; tries < below - First; tries++)
            {
                var port = First + ((Environment.ProcessId * 61) + ++steps) % (below - First);
                if (!Given.Contains(port) && IsFree(port) && also(port) && Given.Add(port)) return port;
            }
        }

        throw new InvalidOperationException($"no free port between {First} and {below}");
    }

    /// <summary>Whether nobody listens on the port.</summary>
    public static bool IsFree(int port)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(new IPEndPoint(IPAddress.Any, port));
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
