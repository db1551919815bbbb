using System.Text;
using DuckBus.Streaming.WebSockets;

namespace DuckBus.Streaming.PortForwards;

/// <summary>A connection as two channels of a WebSocket, which can neither be half-closed nor be made anew.</summary>
internal sealed class ChannelPortForward(ChannelSocket socket, int index, int port, ChannelDuplex data) : IPortForward
{
    /// <inheritdoc />
    public int Port => port;

    /// <inheritdoc />
    public Stream Data => data;

    /// <summary>What the client sends.</summary>
    public InboundPipe Input => data.Input;

    /// <summary>Both channels begin with the number of the port, the low byte first.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        byte[] number = [(byte)(port & 0xFF), (byte)(port >> 8)];
        await socket.SendAsync((byte)(2 * index), number, cancellationToken);
        await socket.SendAsync((byte)(2 * index + 1), number, cancellationToken);
    }

    /// <inheritdoc />
    public Task CompleteAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc />
    public Task RefuseAsync(string why, CancellationToken cancellationToken) => FailAsync(why, cancellationToken);

    /// <inheritdoc />
    public Task FailAsync(string why, CancellationToken cancellationToken) =>
        socket.SendAsync((byte)(2 * index + 1), Encoding.UTF8.GetBytes(why), cancellationToken);
}
