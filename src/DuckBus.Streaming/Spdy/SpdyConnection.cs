using System.Collections.Concurrent;
using System.Net.WebSockets;
using System.Threading.Channels;

namespace DuckBus.Streaming.Spdy;

/// <summary>
/// The server's side of a SPDY/3.1 connection, as the clients of Kubernetes speak it: they open all streams, and neither side
/// heeds the windows of streams. So a stream whose bytes nobody takes holds up the others, as soon as its buffer is full.
/// </summary>
public sealed class SpdyConnection : IAsyncDisposable
{
    private const int MostStreams = 2000;
    private const int MostReplies = 256;

    private static readonly TimeSpan FarewellLimit = TimeSpan.FromSeconds(5);
    private static readonly Dictionary<string, string> NoHeaders = [];

    private readonly Stream transport;
    private readonly SpdyFrameReader reader;
    private readonly SpdyFrameWriter writer;
    private readonly SemaphoreSlim writing = new(1);
    private readonly Channel<SpdyFrame> replies = Channel.CreateBounded<SpdyFrame>(MostReplies);
    private readonly Channel<SpdyStream> opened = Channel.CreateUnbounded<SpdyStream>();
    private readonly ConcurrentDictionary<int, SpdyStream> streams = new();
    private readonly CancellationTokenSource stop = new();
    private readonly CancellationTokenSource closed = new();
    private readonly Task reading;
    private readonly Task replying;
    private int lastStreamId;

    /// <summary>Begins to read.</summary>
    /// <param name="transport">The bytes of both directions; disposed of with the connection.</param>
    public SpdyConnection(Stream transport)
    {
        this.transport = transport;
        reader = new SpdyFrameReader(transport);
        writer = new SpdyFrameWriter(transport);
        reading = Task.Run(ReadAsync);
        replying = Task.Run(ReplyAsync);
    }

    /// <summary>Fires when the client is gone.</summary>
    public CancellationToken Closed => closed.Token;

    /// <summary>What the client did that SPDY/3.1 does not allow and that ended the connection; null if nothing.</summary>
    public SpdyException? Failure { get; private set; }

    /// <summary>The streams that the client opens, as it does; ends with the connection.</summary>
    public IAsyncEnumerable<SpdyStream> StreamsAsync(CancellationToken cancellationToken) => opened.Reader.ReadAllAsync(cancellationToken);

    /// <summary>Tells the client that all is done, and waits a little for it to leave, so that it gets what was sent.</summary>
    public async Task CloseAsync(CancellationToken cancellationToken)
    {
        try
        {
            await SendAsync(new SpdyFrame.GoAway(lastStreamId, SpdyFrame.GoAwayReason.Ok), cancellationToken);
            foreach (var stream in streams.Values) stream.Discard();
            await reading.WaitAsync(FarewellLimit, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        catch (IOException)
        {
            // It left before it was told.
        }
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        foreach (var stream in streams.Values) stream.Discard();
        await reading;
        await replying;
        await transport.DisposeAsync();
        stop.Dispose();
        closed.Dispose();
    }

    /// <summary>Sends a frame, after the replies that wait.</summary>
    /// <exception cref="IOException">The client is gone.</exception>
    internal async Task SendAsync(SpdyFrame? frame, CancellationToken cancellationToken)
    {
        await writing.WaitAsync(cancellationToken);
        try
        {
            // A frame that was begun is finished: half of one would garble all that follows.
            while (replies.Reader.TryRead(out var reply)) await writer.WriteAsync(reply, stop.Token);
            if (frame is not null) await writer.WriteAsync(frame, stop.Token);
        }
        catch (Exception e) when (IsGone(e))
        {
            throw new IOException("the client is gone", e);
        }
        finally
        {
            writing.Release();
        }
    }

    /// <summary>Lets go of a stream that ended in both directions, or was reset.</summary>
    internal void Forget(SpdyStream stream)
    {
        if (!stream.OutputEnded || stream.InputEnded) streams.TryRemove(stream.Id, out _);
    }

    private static bool IsGone(Exception e) =>
        e is IOException or WebSocketException or OperationCanceledException or ObjectDisposedException or InvalidOperationException;

    private async Task ReadAsync()
    {
        try
        {
            while (await reader.ReadAsync(stop.Token) is { } frame) await TakeAsync(frame);
        }
        catch (SpdyException wrong)
        {
            Failure = wrong;
            replies.Writer.TryWrite(new SpdyFrame.GoAway(lastStreamId, SpdyFrame.GoAwayReason.ProtocolError));
        }
        catch (Exception e) when (IsGone(e))
        {
            // The client is gone.
        }
        finally
        {
            replies.Writer.TryComplete();
            opened.Writer.TryComplete();
            await closed.CancelAsync();
            foreach (var stream in streams.Values) stream.EndInput();
        }
    }

    /// <summary>Sends replies on its own, so that a client that does not read at the moment is still heard.</summary>
    private async Task ReplyAsync()
    {
        try
        {
            while (await replies.Reader.WaitToReadAsync(stop.Token)) await SendAsync(frame: null, stop.Token);
        }
        catch (Exception e) when (IsGone(e))
        {
            // The reader notices as well, and ends the connection.
        }
    }

    private async Task TakeAsync(SpdyFrame frame)
    {
        switch (frame)
        {
            case SpdyFrame.SynStream syn:
                await OpenAsync(syn);
                break;
            case SpdyFrame.Data data when streams.TryGetValue(data.StreamId, out var stream):
                await stream.ReceiveAsync(data.Bytes);
                if (data.Fin) EndInput(stream);
                break;
            case SpdyFrame.RstStream rst when streams.TryRemove(rst.StreamId, out var stream):
                stream.Abort();
                break;
            case SpdyFrame.Ping ping when ping.Id % 2 == 1:
                await replies.Writer.WriteAsync(ping, stop.Token);
                break;
        }
    }

    private async Task OpenAsync(SpdyFrame.SynStream syn)
    {
        // Older clients number a stream before they wait for their turn to send, so that numbers may come out of order.
        if (syn.StreamId % 2 == 0 || streams.ContainsKey(syn.StreamId))
        {
            await replies.Writer.WriteAsync(new SpdyFrame.RstStream(syn.StreamId, SpdyFrame.ResetReason.ProtocolError), stop.Token);
            return;
        }

        lastStreamId = Math.Max(lastStreamId, syn.StreamId);
        if (streams.Count >= MostStreams)
        {
            await replies.Writer.WriteAsync(new SpdyFrame.RstStream(syn.StreamId, SpdyFrame.ResetReason.RefusedStream), stop.Token);
            return;
        }

        var stream = new SpdyStream(this, syn.StreamId, syn.Values);
        streams[stream.Id] = stream;
        await replies.Writer.WriteAsync(new SpdyFrame.SynReply(stream.Id, NoHeaders, Fin: false), stop.Token);
        if (syn.Fin) EndInput(stream);
        opened.Writer.TryWrite(stream);
    }

    private void EndInput(SpdyStream stream)
    {
        stream.EndInput();
        if (stream.OutputEnded) streams.TryRemove(stream.Id, out _);
    }
}
