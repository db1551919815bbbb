namespace DuckBus.Streaming.WebSockets;

/// <summary>A channel as a stream to write to.</summary>
internal sealed class ChannelStream(ChannelSocket socket, byte channel) : UnseekableStream
{
    /// <inheritdoc />
    public override bool CanRead => false;

    /// <inheritdoc />
    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) =>
        buffer.IsEmpty ? ValueTask.CompletedTask : new ValueTask(socket.SendAsync(channel, buffer, cancellationToken));
}
