using System.Diagnostics;
using System.Net.Sockets;
using DuckBus.Bench.Reports;

namespace DuckBus.Bench.Wire;

/// <summary>Plain sockets, so that the client takes as little of the machine as can be.</summary>
public static class Socketry
{
    private static readonly byte[] Question = [.. "GET /healthz HTTP/1.0\r\nX-Padding: "u8, .. Enumerable.Repeat((byte)'x', 61), .. "\r\n\r\n"u8];

    /// <summary>Whether somebody listens.</summary>
    public static async Task<bool> ConnectsAsync(string host, int port)
    {
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync(host, port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    /// <summary>The median of a request that is sent back, on one connection, in milliseconds.</summary>
    public static Task<double> KeptAsync(string host, int port, TimeSpan time) => Task.Run(() =>
    {
        using var socket = Connect(host, port);
        return Median(time, () => Exchange(socket, Question.Length));
    });

    /// <summary>The median of a request to a web server, each on a connection of its own, in milliseconds.</summary>
    public static Task<double> NewAsync(string host, int port, TimeSpan time) => Task.Run(() => Median(time, () =>
    {
        using var socket = Connect(host, port);
        Exchange(socket, int.MaxValue);
    }));

    /// <summary>How fast bytes come over one connection, in MB/s.</summary>
    public static Task<double> TransferAsync(string host, int port, TimeSpan time) => Task.Run(() =>
    {
        using var socket = Connect(host, port);
        var buffer = new byte[1 << 20];
        var warm = Stopwatch.StartNew();
        while (warm.Elapsed < time / 4) socket.Receive(buffer);
        var clock = Stopwatch.StartNew();
        var received = 0L;
        while (clock.Elapsed < time) received += socket.Receive(buffer);
        return received / clock.Elapsed.TotalSeconds / 1e6;
    });

    private static Socket Connect(string host, int port)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        socket.Connect(host, port);
        return socket;
    }

    private static void Exchange(Socket socket, int expected)
    {
        Span<byte> buffer = stackalloc byte[4096];
        socket.Send(Question);
        for (var read = 0; read < expected;)
        {
            var count = socket.Receive(buffer);
            if (count == 0) return;
            read += count;
        }
    }

    private static double Median(TimeSpan time, Action act)
    {
        var took = new List<double>();
        for (var clock = Stopwatch.StartNew(); clock.Elapsed < time;)
        {
            var since = Stopwatch.GetTimestamp();
            act();
            took.Add(Stopwatch.GetElapsedTime(since).TotalMilliseconds);
        }

        return Statistics.Median(took);
    }
}
