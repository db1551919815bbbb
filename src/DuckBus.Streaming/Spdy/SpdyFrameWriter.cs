using System.Buffers;
using System.Buffers.Binary;

namespace DuckBus.Streaming.Spdy;

/// <summary>Writes frames, each in one piece. One at a time.</summary>
internal sealed class SpdyFrameWriter(Stream transport)
{
    /// <summary>The most bytes that are sent in one data frame.</summary>
    public const int MostData = 32 * 1024;

    private const uint Control = 0x80030000;

    private readonly HeaderDeflater deflater = new();

    /// <summary>Writes a frame.</summary>
    public async Task WriteAsync(SpdyFrame frame, CancellationToken cancellationToken)
    {
        if (frame is SpdyFrame.Data data)
        {
            await WriteAsync((uint)data.StreamId, data.Fin, data.Bytes, cancellationToken);
            return;
        }

        var (type, fin, body) = Body(frame);
        await WriteAsync(Control | (uint)type, fin, body, cancellationToken);
    }

    private async Task WriteAsync(uint first, bool fin, ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        var bytes = ArrayPool<byte>.Shared.Rent(8 + body.Length);
        try
        {
            BinaryPrimitives.WriteUInt32BigEndian(bytes, first);
            BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(4), body.Length);
            bytes[4] = (byte)(fin ? 1 : 0);
            body.CopyTo(bytes.AsMemory(8));
            await transport.WriteAsync(bytes.AsMemory(0, 8 + body.Length), cancellationToken);
            await transport.FlushAsync(cancellationToken);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(bytes);
        }
    }

    private (SpdyFrame.Type Type, bool Fin, byte[] Body) Body(SpdyFrame frame) => frame switch
    {
        SpdyFrame.SynStream syn => (SpdyFrame.Type.SynStream, syn.Fin, [.. Words(syn.StreamId, 0), 0, 0, .. Deflate(syn.Values)]),
        SpdyFrame.SynReply reply => (SpdyFrame.Type.SynReply, reply.Fin, [.. Words(reply.StreamId), .. Deflate(reply.Values)]),
        SpdyFrame.Headers headers => (SpdyFrame.Type.Headers, headers.Fin, [.. Words(headers.StreamId), .. Deflate(headers.Values)]),
        SpdyFrame.RstStream reset => (SpdyFrame.Type.RstStream, false, Words(reset.StreamId, (int)reset.Reason)),
        SpdyFrame.Settings => (SpdyFrame.Type.Settings, false, Words(0)),
        SpdyFrame.Ping ping => (SpdyFrame.Type.Ping, false, Words((int)ping.Id)),
        SpdyFrame.GoAway away => (SpdyFrame.Type.GoAway, false, Words(away.LastGoodStreamId, (int)away.Reason)),
        SpdyFrame.WindowUpdate update => (SpdyFrame.Type.WindowUpdate, false, Words(update.StreamId, update.Delta)),
        _ => throw new ArgumentOutOfRangeException(nameof(frame)),
    };

    private byte[] Deflate(IReadOnlyDictionary<string, string> headers) => deflater.Deflate(HeaderBlock.Write(headers));

    private static byte[] Words(params ReadOnlySpan<int> words)
    {
        var bytes = new byte[4 * words.Length];
        for (var i = 0; i < words.Length; i++) BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(4 * i), words[i]);
        return bytes;
    }
}
