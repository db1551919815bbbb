namespace DuckBus.Streaming.Spdy;

/// <summary>One frame of SPDY/3.1.</summary>
internal abstract record SpdyFrame
{
    /// <summary>The numbers of the control frames.</summary>
    internal enum Type
    {
        SynStream = 1,
        SynReply = 2,
        RstStream = 3,
        Settings = 4,
        Ping = 6,
        GoAway = 7,
        Headers = 8,
        WindowUpdate = 9,
    }

    /// <summary>Why a stream is reset.</summary>
    internal enum ResetReason
    {
        ProtocolError = 1,
        InvalidStream = 2,
        RefusedStream = 3,
        Cancel = 5,
    }

    /// <summary>Why a side wants no more streams.</summary>
    internal enum GoAwayReason
    {
        Ok = 0,
        ProtocolError = 1,
    }

    /// <summary>Opens a stream.</summary>
    internal sealed record SynStream(int StreamId, IReadOnlyDictionary<string, string> Values, bool Fin) : SpdyFrame;

    /// <summary>Accepts a stream.</summary>
    internal sealed record SynReply(int StreamId, IReadOnlyDictionary<string, string> Values, bool Fin) : SpdyFrame;

    /// <summary>More headers of a stream.</summary>
    internal sealed record Headers(int StreamId, IReadOnlyDictionary<string, string> Values, bool Fin) : SpdyFrame;

    /// <summary>Ends a stream in both directions, at once.</summary>
    internal sealed record RstStream(int StreamId, ResetReason Reason) : SpdyFrame;

    /// <summary>Settings of the connection; none of them matters here.</summary>
    internal sealed record Settings : SpdyFrame;

    /// <summary>To be sent back.</summary>
    internal sealed record Ping(uint Id) : SpdyFrame;

    /// <summary>No more streams.</summary>
    internal sealed record GoAway(int LastGoodStreamId, GoAwayReason Reason) : SpdyFrame;

    /// <summary>More bytes may be sent; the clients of Kubernetes neither send nor heed it.</summary>
    internal sealed record WindowUpdate(int StreamId, int Delta) : SpdyFrame;

    /// <summary>Bytes of a stream; one that is read is valid until the next is read.</summary>
    internal sealed record Data(int StreamId, ReadOnlyMemory<byte> Bytes, bool Fin) : SpdyFrame;
}
