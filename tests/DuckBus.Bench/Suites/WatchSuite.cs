using System.Diagnostics;
using System.Net.Sockets;
using System.Text;
using DuckBus.Bench.Reports;

namespace DuckBus.Bench.Suites;

/// <summary>
/// One change to 200 watches: from the start of the write, which is committed to PostgreSQL, and from its answer, until the
/// last watcher has the bytes.
/// </summary>
public sealed class WatchSuite(BenchOptions options)
{
    private const int Watchers = 200;
    private const string Collection = "/api/v1/namespaces/default/configmaps";

    /// <summary>Measures.</summary>
    public async Task<Suite> RunAsync()
    {
        var rounds = options.Full ? 200 : 50;
        await using var server = await BenchServer.StartAsync();
        var arrivals = new Arrivals();
        var sockets = new List<Socket>();
        for (var i = 0; i < Watchers; i++) sockets.Add(await WatchAsync(server.Address, arrivals));
        List<double> fromStart = [], fromAnswer = [];
        for (var round = 0; round < rounds + 20; round++)
        {
            var last = arrivals.Expect(Watchers);
            var started = Stopwatch.GetTimestamp();
            await server.Api.PostAsync(Collection, $$$"""{"metadata": {"name": "m{{{round}}}"}, "data": {"a": "b"}}""");
            var answered = Stopwatch.GetTimestamp();
            var at = await last.WaitAsync(TimeSpan.FromSeconds(10));
            if (round < 20) continue; // The first ones warm up.
            fromStart.Add(Stopwatch.GetElapsedTime(started, at).TotalMilliseconds);
            fromAnswer.Add(Math.Max(0, Stopwatch.GetElapsedTime(answered, at).TotalMilliseconds));
        }

        foreach (var socket in sockets) socket.Dispose();
        return new Suite("watch", "Watch fan-out", $"""
            One ConfigMap is created and committed to PostgreSQL while {Watchers} watches are open: until the last watcher has the bytes.
            """,
        new ShownFigures
        {
            new Figure { What = $"one change to {Watchers} watchers, from the write's start", Unit = "ms", Ours = fromStart, Target = new Target(10) },
            new Figure { What = "the same from the write's answer", Unit = "ms", Ours = fromAnswer },
        });
    }

    private static async Task<Socket> WatchAsync(Uri address, Arrivals arrivals)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(address.Host, address.Port);
        await socket.SendAsync(Encoding.ASCII.GetBytes($"GET {Collection}?watch=true&resourceVersion=1 HTTP/1.1\r\nHost: duckbus\r\n\r\n"));
        var buffer = new byte[16 * 1024];
        await socket.ReceiveAsync(buffer); // The head: the watch is open.
        _ = ReadAsync();
        return socket;

        async Task ReadAsync()
        {
            try
            {
                while (await socket.ReceiveAsync(buffer) is > 0 and var read)
                    if (buffer.AsSpan(0, read).IndexOf("}\n"u8) >= 0) arrivals.Arrived();
            }
            catch (SocketException)
            {
                // The bench is over.
            }
            catch (ObjectDisposedException)
            {
                // The bench is over.
            }
        }
    }

    /// <summary>Counts who has the change.</summary>
    private sealed class Arrivals
    {
        private TaskCompletionSource<long> last = new();
        private int left;

        public Task<long> Expect(int count)
        {
            last = new TaskCompletionSource<long>(TaskCreationOptions.RunContinuationsAsynchronously);
            Volatile.Write(ref left, count);
            return last.Task;
        }

        public void Arrived()
        {
            if (Interlocked.Decrement(ref left) == 0) last.TrySetResult(Stopwatch.GetTimestamp());
        }
    }
}
