using System.Diagnostics;
using System.Net.Sockets;
using System.Text;

namespace DuckBus.Bench.Wire;

/// <summary>Watches that are open on plain sockets, and when the last of them has a change.</summary>
public sealed class OpenWatches : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly List<Socket> sockets = [];
    private TaskCompletionSource<long> last = new();
    private byte[] latest = [];
    private int left;

    private OpenWatches()
    {
    }

    /// <summary>Opens them.</summary>
    public static async Task<OpenWatches> OpenAsync(Uri address, string path, int count)
    {
        var watches = new OpenWatches();
        for (var i = 0; i < count; i++) await watches.AddAsync(address, path);
        return watches;
    }

    /// <summary>The time at which all have the next change.</summary>
    public Task<long> Expect()
    {
        last = new TaskCompletionSource<long>(TaskCreationOptions.RunContinuationsAsynchronously);
        Volatile.Write(ref left, sockets.Count);
        return last.Task;
    }

    /// <summary>Makes a change, waits until all have it, and answers its line as the last one has it.</summary>
    public async Task<byte[]> FirstAsync(Func<Task> change)
    {
        var all = Expect();
        await change();
        await all.WaitAsync(Patience);
        return latest;
    }

    /// <inheritdoc />
    public void Dispose() => sockets.ForEach(socket => socket.Dispose());

    private async Task AddAsync(Uri address, string path)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        sockets.Add(socket);
        await socket.ConnectAsync(address.Host, address.Port);
        await socket.SendAsync(Encoding.ASCII.GetBytes($"GET {path} HTTP/1.1\r\nHost: {address.Authority}\r\n\r\n"));
        var buffer = new byte[16 * 1024];
        await socket.ReceiveAsync(buffer); // The head: the watch is open.
        _ = ReadAsync(socket, buffer);
    }

    private async Task ReadAsync(Socket socket, byte[] buffer)
    {
        try
        {
            while (await socket.ReceiveAsync(buffer) is > 0 and var read)
                if (buffer.AsSpan(0, read).IndexOf("}\n"u8) is >= 0 and var end) Arrived(buffer.AsSpan(0, end + 2));
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

    private void Arrived(ReadOnlySpan<byte> read)
    {
        if (Interlocked.Decrement(ref left) != 0) return;
        var now = Stopwatch.GetTimestamp();
        latest = read[Math.Max(0, read.IndexOf((byte)'{'))..].ToArray(); // Before it stands the length of the chunk.
        last.TrySetResult(now);
    }
}
