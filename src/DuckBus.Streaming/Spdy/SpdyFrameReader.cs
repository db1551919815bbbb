using System.Buffers;
using System.Buffers.Binary;
using System.IO.Pipelines;

namespace DuckBus.Streaming.Spdy;

/// <summary>Reads frames. A long data frame comes in parts, so that nothing is held but a small buffer.</summary>
internal sealed class SpdyFrameReader(Stream transport)
{
    private const int Version = 3;
    private const int MostControlBytes = 64 * 1024;
    private const byte FinFlag = 1;

    private readonly PipeReader input = PipeReader.Create(transport, new StreamPipeReaderOptions(bufferSize: 32 * 1024, leaveOpen: true));
    private readonly HeaderInflater inflater = new();
    private readonly byte[] head = new byte[8];
    private readonly byte[] data = new byte[32 * 1024];
    private (int StreamId, int Left, bool Fin) open;

    /// <summary>The next frame; null when the other side sends no more.</summary>
    /// <exception cref="SpdyException">What comes is not SPDY/3.1.</exception>
    public async Task<SpdyFrame?> ReadAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            if (open.Left > 0) return await ReadDataAsync(cancellationToken);
            if (!await FillAsync(head, cancellationToken)) return null;
            var first = BinaryPrimitives.ReadUInt32BigEndian(head);
            var (flags, length) = (head[4], (head[5] << 16) | (head[6] << 8) | head[7]);
            if ((first & 0x80000000) == 0)
            {
                open = ((int)first, length, (flags & FinFlag) != 0);
                if (length == 0) return new SpdyFrame.Data(open.StreamId, default, open.Fin);
                continue;
            }

            if ((first >> 16 & 0x7FFF) != Version) throw new SpdyException($"a frame is of version {first >> 16 & 0x7FFF}, not {Version}");
            if (length > MostControlBytes) throw new SpdyException($"a control frame of {length} bytes is longer than {MostControlBytes}");
            var body = new byte[length];
            if (length > 0 && !await FillAsync(body, cancellationToken)) throw Truncated();
            if (Parse((SpdyFrame.Type)(first & 0xFFFF), flags, body) is { } frame) return frame;
        }
    }

    private async Task<SpdyFrame> ReadDataAsync(CancellationToken cancellationToken)
    {
        var read = await input.ReadAsync(cancellationToken);
        if (read.Buffer.IsEmpty) throw Truncated();
        var length = (int)Math.Min(read.Buffer.Length, Math.Min(open.Left, data.Length));
        read.Buffer.Slice(0, length).CopyTo(data);
        input.AdvanceTo(read.Buffer.GetPosition(length));
        open.Left -= length;
        return new SpdyFrame.Data(open.StreamId, data.AsMemory(0, length), open.Fin && open.Left == 0);
    }

    /// <summary>False if there is nothing more at all.</summary>
    private async Task<bool> FillAsync(byte[] bytes, CancellationToken cancellationToken)
    {
        var read = await input.ReadAtLeastAsync(bytes.Length, cancellationToken);
        if (read.Buffer.IsEmpty) return false;
        if (read.Buffer.Length < bytes.Length) throw Truncated();
        read.Buffer.Slice(0, bytes.Length).CopyTo(bytes);
        input.AdvanceTo(read.Buffer.GetPosition(bytes.Length));
        return true;
    }

    private SpdyFrame? Parse(SpdyFrame.Type type, byte flags, ReadOnlySpan<byte> body)
    {
        var fin = (flags & FinFlag) != 0;
        return type switch
        {
            SpdyFrame.Type.SynStream => new SpdyFrame.SynStream(Id(body, 0), Headers(body, 10), fin),
            SpdyFrame.Type.SynReply => new SpdyFrame.SynReply(Id(body, 0), Headers(body, 4), fin),
            SpdyFrame.Type.Headers => new SpdyFrame.Headers(Id(body, 0), Headers(body, 4), fin),
            SpdyFrame.Type.RstStream => new SpdyFrame.RstStream(Id(body, 0), (SpdyFrame.ResetReason)Id(body, 4)),
            SpdyFrame.Type.Settings => new SpdyFrame.Settings(),
            SpdyFrame.Type.Ping => new SpdyFrame.Ping(Word(body, 0)),
            SpdyFrame.Type.GoAway => new SpdyFrame.GoAway(Id(body, 0), (SpdyFrame.GoAwayReason)Id(body, 4)),
            SpdyFrame.Type.WindowUpdate => new SpdyFrame.WindowUpdate(Id(body, 0), Id(body, 4)),
            _ => null, // A control frame of a type that is not known is to be ignored.
        };
    }

    private Dictionary<string, string> Headers(ReadOnlySpan<byte> body, int at) =>
        body.Length >= at ? HeaderBlock.Read(inflater.Inflate(body[at..])) : throw Short();

    private static int Id(ReadOnlySpan<byte> body, int at) => (int)(Word(body, at) & 0x7FFFFFFF);

    private static uint Word(ReadOnlySpan<byte> body, int at) =>
        body.Length >= at + 4 ? BinaryPrimitives.ReadUInt32BigEndian(body[at..]) : throw Short();

    private static SpdyException Truncated() => new("the connection ends inside a frame");

    private static SpdyException Short() => new("a control frame is too short for its type");
}
