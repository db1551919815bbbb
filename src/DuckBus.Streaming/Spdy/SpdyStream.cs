namespace DuckBus.Streaming.Spdy;

/// <summary>A stream that a client opened on a SPDY connection.</summary>
public sealed class SpdyStream : UnseekableStream
{
    private const int Capacity = 1024 * 1024;

    private readonly SpdyConnection connection;
    private readonly InboundPipe input = new(Capacity);
    private int finished;
    private volatile bool reset;

    internal SpdyStream(SpdyConnection connection, int id, IReadOnlyDictionary<string, string> headers)
    {
        this.connection = connection;
        Id = id;
        Headers = headers;
    }

    /// <summary>Its number on the connection.</summary>
    public int Id { get; }

    /// <summary>What the client says about it; names in lower case.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; }

    /// <inheritdoc />
    public override bool CanRead => true;

    /// <summary>Whether the client has sent all; the server may still send.</summary>
    internal bool InputEnded { get; private set; }

    /// <summary>Whether the server has sent all; the client may still send.</summary>
    internal bool OutputEnded => finished != 0;

    /// <inheritdoc />
    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        input.Reader.ReadAsync(buffer, cancellationToken);

    /// <inheritdoc />
    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (buffer.Length > 0)
        {
            if (reset || OutputEnded) throw new IOException("the stream is closed");
            var chunk = buffer[..Math.Min(SpdyFrameWriter.MostData, buffer.Length)];
            await connection.SendAsync(new SpdyFrame.Data(Id, chunk, Fin: false), cancellationToken);
            buffer = buffer[chunk.Length..];
        }
    }

    /// <summary>Tells the client that nothing more comes. It may go on sending.</summary>
    public async Task CompleteAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (reset || Interlocked.Exchange(ref finished, 1) != 0) return;

        // Not to be given up from here on: nobody would tell the client any more.
        await connection.SendAsync(new SpdyFrame.Data(Id, default, Fin: true), CancellationToken.None);
        connection.Forget(this);
    }

    /// <summary>Ends the stream in both directions; the client sees a failure.</summary>
    public async Task ResetAsync(CancellationToken cancellationToken)
    {
        if (reset || (OutputEnded && InputEnded)) return;
        Break();
        await connection.SendAsync(new SpdyFrame.RstStream(Id, SpdyFrame.ResetReason.Cancel), cancellationToken);
        connection.Forget(this);
    }

    /// <summary>What comes from now on is thrown away.</summary>
    public void Discard() => input.Discard();

    internal Task ReceiveAsync(ReadOnlyMemory<byte> data) => input.WriteAsync(data);

    internal void EndInput()
    {
        InputEnded = true;
        input.End();
    }

    /// <summary>The client reset the stream.</summary>
    internal void Abort()
    {
        Break();
        input.End(new IOException("the client reset the stream"));
    }

    private void Break()
    {
        reset = true;
        input.Discard();
    }
}
