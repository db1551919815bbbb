using System.Net.Sockets;
using System.Text;
using DuckBus.Streaming.Spdy;

namespace DuckBus.Streaming.Tests.Spdy;

/// <summary>The other end of a SPDY connection, frame by frame.</summary>
internal sealed class SpdyClient : IAsyncDisposable
{
    private readonly Stream transport;
    private readonly SpdyFrameReader reader;
    private readonly SpdyFrameWriter writer;

    public SpdyClient(Stream transport)
    {
        this.transport = transport;
        reader = new SpdyFrameReader(transport);
        writer = new SpdyFrameWriter(transport);
    }

    public static CancellationToken Patience => new CancellationTokenSource(TimeSpan.FromSeconds(30)).Token;

    /// <summary>Connects by HTTP with an upgrade to SPDY/3.1.</summary>
    public static async Task<(SpdyClient Client, string Head)> ConnectAsync(Uri server, string path, string protocol)
    {
        var (stream, head) = await UpgradeAsync(server, path, "POST", "SPDY/3.1", $"X-Stream-Protocol-Version: {protocol}", "Content-Length: 0");
        return (new SpdyClient(stream), head);
    }

    /// <summary>Asks for an upgrade; the connection, and the head of the answer.</summary>
    public static async Task<(Stream Connection, string Head)> UpgradeAsync(Uri server, string path, string method, string upgrade, params string[] headers)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(server.Host, server.Port, Patience);
        var stream = new NetworkStream(socket, ownsSocket: true);
        string[] lines = [$"{method} {path} HTTP/1.1", $"Host: {server.Authority}", "Connection: Upgrade", $"Upgrade: {upgrade}", .. headers, "", ""];
        await stream.WriteAsync(Encoding.ASCII.GetBytes(string.Join("\r\n", lines)), Patience);
        var head = new StringBuilder();
        var one = new byte[1];
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal) && await stream.ReadAsync(one, Patience) == 1) head.Append((char)one[0]);
        return (stream, head.ToString());
    }

    public Task SendAsync(SpdyFrame frame) => writer.WriteAsync(frame, Patience);

    public Task OpenAsync(int id, string type, params (string Name, string Value)[] more) => SendAsync(new SpdyFrame.SynStream(
        id, new[] { ("streamtype", type) }.Concat(more).ToDictionary(header => header.Item1, header => header.Item2), Fin: false));

    public Task SendAsync(int id, string text, bool fin = false) => SendAsync(new SpdyFrame.Data(id, Encoding.UTF8.GetBytes(text), fin));

    public ValueTask SendRawAsync(byte[] bytes) => transport.WriteAsync(bytes, Patience);

    public async Task<SpdyFrame?> ReadAsync() =>
        await reader.ReadAsync(Patience) is { } frame ? frame is SpdyFrame.Data data ? data with { Bytes = data.Bytes.ToArray() } : frame : null;

    /// <summary>Reads until a frame of a kind comes.</summary>
    public async Task<T> ReadAsync<T>()
        where T : SpdyFrame
    {
        while (await ReadAsync() is { } frame)
            if (frame is T wanted) return wanted;
        throw new InvalidOperationException($"the connection ended before a {typeof(T).Name} came");
    }

    /// <summary>What comes on each stream until the server says that it is done.</summary>
    public async Task<Dictionary<int, string>> ReadAllAsync()
    {
        var got = new Dictionary<int, string>();
        while (await ReadAsync() is not (null or SpdyFrame.GoAway) and var frame)
            if (frame is SpdyFrame.Data data) got[data.StreamId] = got.GetValueOrDefault(data.StreamId, "") + Encoding.UTF8.GetString(data.Bytes.Span);
        return got;
    }

    public ValueTask DisposeAsync() => transport.DisposeAsync();
}
