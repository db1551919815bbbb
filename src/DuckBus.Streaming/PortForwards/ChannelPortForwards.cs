using System.Runtime.CompilerServices;
using DuckBus.Streaming.WebSockets;

namespace DuckBus.Streaming.PortForwards;

/// <summary>A client whose WebSocket carries one connection for each port that it named at the start.</summary>
internal sealed class ChannelPortForwards : IPortForwardConnection
{
    private readonly ChannelSocket socket;
    private readonly IReadOnlyList<ChannelPortForward> forwards;
    private readonly CancellationTokenSource closed = new();
    private readonly Task receiving;

    private ChannelPortForwards(ChannelSocket socket, IReadOnlyList<ChannelPortForward> forwards, CancellationToken aborted)
    {
        this.socket = socket;
        this.forwards = forwards;
        receiving = ReceiveAsync(aborted);
    }

    /// <inheritdoc />
    public CancellationToken Closed => closed.Token;

    /// <summary>Begins: names the ports.</summary>
    public static async Task<ChannelPortForwards> StartAsync(ChannelSocket socket, IReadOnlyList<int> ports, CancellationToken aborted)
    {
        var named = ports.Select((port, index) => new ChannelPortForward(socket, index, port, new ChannelDuplex(socket, (byte)(2 * index)))).ToList();
        foreach (var forward in named) await forward.StartAsync(aborted);
        return new ChannelPortForwards(socket, named, aborted);
    }

    /// <inheritdoc />
    public async IAsyncEnumerable<IPortForward> ForwardsAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.CompletedTask;
        foreach (var forward in forwards) yield return forward;
    }

    /// <inheritdoc />
    public async Task CloseAsync(CancellationToken cancellationToken)
    {
        foreach (var forward in forwards) forward.Input.Discard();
        await socket.SayFarewellAsync(receiving, cancellationToken);
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        foreach (var forward in forwards) forward.Input.Discard();
        socket.Dispose();
        await receiving;
        closed.Dispose();
    }

    private async Task ReceiveAsync(CancellationToken aborted)
    {
        try
        {
            await foreach (var message in socket.ReceiveAsync(aborted))
                if (message.Channel % 2 == 0 && message.Channel / 2 < forwards.Count)
                    await forwards[message.Channel / 2].Input.WriteAsync(message.Data);
        }
        catch (OperationCanceledException)
        {
            // The connection was cut.
        }
        finally
        {
            await closed.CancelAsync();
            foreach (var forward in forwards) forward.Input.End();
        }
    }
}
