namespace DuckBus.Streaming.WebSockets;

/// <summary>A channel as a stream of both directions.</summary>
internal sealed class ChannelDuplex(ChannelSocket socket, byte channel) : UnseekableStream
{
    private const int Capacity = 1024 * 1024;

    /// <summary>What came on the channel; whoever receives the socket's messages fills it.</summary>
    public InboundPipe Input { get; } = new(Capacity);

    /// <inheritdoc />
    public override bool CanRead => true;

    /// <inheritdoc />
    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        Input.Reader.ReadAsync(buffer, cancellationToken);

    /// <inheritdoc />
    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) =>
        buffer.IsEmpty ? ValueTask.CompletedTask : new ValueTask(socket.SendAsync(channel, buffer, cancellationToken));
}
