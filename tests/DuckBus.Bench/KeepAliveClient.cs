using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace DuckBus.Bench;

/// <summary>
/// One connection that sends one request after the other and counts bytes: as lean as a client can be, because it shares
/// the machine with the server that it measures. It waits for each answer, so nothing is pipelined.
/// </summary>
public sealed class KeepAliveClient : IDisposable
{
    private readonly Socket socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly byte[] buffer = new byte[256 * 1024];

    public KeepAliveClient(Uri address) => socket.Connect(address.Host, address.Port);

    /// <summary>What to wait on for an answer.</summary>
    public Socket Socket => socket;

    /// <summary>A GET as it goes over the wire.</summary>
    public static byte[] Get(Uri address, string path) =>
        Encoding.ASCII.GetBytes($"GET {path} HTTP/1.1\r\nHost: {address.Authority}\r\nAccept: application/json\r\n\r\n");

    /// <summary>A write of JSON in ASCII as it goes over the wire.</summary>
    public static byte[] Write(HttpMethod method, Uri address, string path, string body) =>
        Encoding.ASCII.GetBytes($"{method} {path} HTTP/1.1\r\nHost: {address.Authority}\r\nContent-Type: application/json\r\nContent-Length: {body.Length}\r\n\r\n{body}");

    /// <summary>Asks; the answer has to be read before the next question.</summary>
    public void Ask(ReadOnlySpan<byte> request) => socket.Send(request);

    /// <summary>Reads the whole answer.</summary>
    /// <returns>Its bytes, head included.</returns>
    /// <exception cref="InvalidOperationException">The answer is not 200 or 201.</exception>
    public int Answer()
    {
        var filled = 0;
        int head;
        do
        {
            filled += Receive(filled);
            head = buffer.AsSpan(0, filled).IndexOf("\r\n\r\n"u8);
        }
        while (head < 0);

        if (!buffer.AsSpan().StartsWith("HTTP/1.1 20"u8)) throw new InvalidOperationException(Encoding.ASCII.GetString(buffer, 0, head));
        return Length(buffer.AsSpan(0, head)) is { } length ? ReadTo(head + 4 + length, filled) : ReadChunks(filled);
    }

    public void Dispose() => socket.Dispose();

    private static int? Length(ReadOnlySpan<byte> head)
    {
        var at = head.IndexOf("Content-Length: "u8);
        if (at < 0) return null;
        var value = head[(at + 16)..];
        var end = value.IndexOf((byte)'\r');
        return int.Parse(end < 0 ? value : value[..end], CultureInfo.InvariantCulture);
    }

    private int ReadTo(int total, int filled)
    {
        for (; filled < total; filled += Receive(0))
        {
            // Only counted.
        }

        return filled;
    }

    /// <summary>JSON has no line breaks of its own in it, so the last chunk cannot be mistaken.</summary>
    private int ReadChunks(int filled)
    {
        var (total, inBuffer) = (filled, filled);
        while (!buffer.AsSpan(0, inBuffer).EndsWith("0\r\n\r\n"u8))
        {
            buffer.AsSpan(Math.Max(0, inBuffer - 4), Math.Min(4, inBuffer)).CopyTo(buffer);
            var kept = Math.Min(4, inBuffer);
            var read = Receive(kept);
            total += read;
            inBuffer = kept + read;
        }

        return total;
    }

    private int Receive(int at)
    {
        var read = socket.Receive(buffer.AsSpan(at));
        return read > 0 ? read : throw new IOException("the server closed the connection");
    }
}
