using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace DuckBus.Gateway.Dns;

/// <summary>Asks the name servers that know all other names.</summary>
internal sealed class Upstream(IReadOnlyList<IPEndPoint> servers, TimeProvider time)
{
    private const int MaxMessage = 65_535;
    private const int Tries = 2;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>The answer to a message, under the message's own number; null if nobody answers.</summary>
    public async Task<byte[]?> AskAsync(ReadOnlyMemory<byte> asked, bool overTcp, CancellationToken cancellationToken)
    {
        for (var i = 0; i < Tries && servers.Count > 0; i++)
        {
            using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            using var timer = time.CreateTimer(_ => over.Cancel(), null, Patience, Timeout.InfiniteTimeSpan);
            try
            {
                var answer = await (overTcp ? OverTcpAsync(servers[i % servers.Count], asked, over.Token) : OverUdpAsync(servers[i % servers.Count], asked, over.Token));
                asked.Span[..2].CopyTo(answer);
                return answer;
            }
            catch (Exception e) when (e is SocketException or IOException || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
            {
                // The next one may know.
            }
        }

        return null;
    }

    // A number of our own, on a port of its own for each question, so that nobody can guess what to forge.
    private static async Task<byte[]> OverUdpAsync(IPEndPoint server, ReadOnlyMemory<byte> asked, CancellationToken cancellationToken)
    {
        var question = asked.ToArray();
        var id = (ushort)Random.Shared.Next(ushort.MaxValue + 1);
        BinaryPrimitives.WriteUInt16BigEndian(question, id);
        using var socket = new Socket(server.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
        await socket.ConnectAsync(server, cancellationToken);
        await socket.SendAsync(question, SocketFlags.None, cancellationToken);
        var buffer = new byte[4096];
        while (true)
        {
            var count = await socket.ReceiveAsync(buffer, SocketFlags.None, cancellationToken);
            if (count >= DnsWire.Header && BinaryPrimitives.ReadUInt16BigEndian(buffer) == id && (buffer[2] & 0x80) != 0) return buffer[..count];
        }
    }

    private static async Task<byte[]> OverTcpAsync(IPEndPoint server, ReadOnlyMemory<byte> asked, CancellationToken cancellationToken)
    {
        using var socket = new Socket(server.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(server, cancellationToken);
        await using var stream = new NetworkStream(socket);
        await stream.WriteAsync(Framed(asked.Span), cancellationToken);
        return await ReadFramedAsync(stream, cancellationToken) ?? throw new IOException("the name server ended the connection");
    }

    /// <summary>A message as it goes over TCP: after its length.</summary>
    public static byte[] Framed(ReadOnlySpan<byte> message)
    {
        var framed = new byte[message.Length + 2];
        BinaryPrimitives.WriteUInt16BigEndian(framed, (ushort)Math.Min(message.Length, MaxMessage));
        message.CopyTo(framed.AsSpan(2));
        return framed;
    }

    /// <summary>Reads a message from TCP; null at the end.</summary>
    /// <exception cref="IOException">It broke off, or is too short to be a message.</exception>
    public static async Task<byte[]?> ReadFramedAsync(Stream stream, CancellationToken cancellationToken)
    {
        var length = new byte[2];
        if (await stream.ReadAtLeastAsync(length, length.Length, throwOnEndOfStream: false, cancellationToken) < length.Length) return null;
        var message = new byte[BinaryPrimitives.ReadUInt16BigEndian(length)];
        await stream.ReadExactlyAsync(message, cancellationToken);
        return message.Length >= DnsWire.Header ? message : throw new IOException("a message without a header");
    }
}
