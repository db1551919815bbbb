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

    private const int FirstOfNodes = 30_000;

    private static readonly HashSet<int> Given = [];
    private static int steps;

    /// <summary>A free TCP port on loopback, never the same one twice in this process.</summary>
    public static int Next() => Next(First, Last, static _ => true);

    /// <summary>One of those that a Service can have on the nodes.</summary>
    public static int NextOfNodes() => Next(FirstOfNodes, Last, static _ => true);

    /// <summary>A free TCP port that also meets the condition.</summary>
    /// <param name="also">The condition.</param>
    /// <param name="below">Lower than this.</param>
    public static int Next(Func<int, bool> also, int below) => Next(First, below, also);

    // Processes that run at the same time begin at different places, so that they do not find the same one free.
    private static int Next(int first, int below, Func<int, bool> also)
    {
        lock (Given)
        {
            for (var tries = 0; tries < below - first; tries++)
            {
                var port = first + ((Environment.ProcessId * 61) + ++steps) % (below - first);
                if (!Given.Contains(port) && IsFree(port) && also(port) && Given.Add(port)) return port;
            }
        }

        throw new InvalidOperationException($"no free port between {first} and {below}");
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
