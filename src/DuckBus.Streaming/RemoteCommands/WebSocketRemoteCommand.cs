using System.Text;
using DuckBus.Model.Errors;
using DuckBus.Streaming.WebSockets;

namespace DuckBus.Streaming.RemoteCommands;

/// <summary><c>exec</c> or <c>attach</c> over a WebSocket: a channel for each stream, for errors, and for sizes.</summary>
internal sealed class WebSocketRemoteCommand : IRemoteCommandConnection
{
    private const byte StdinChannel = 0;
    private const byte StdoutChannel = 1;
    private const byte StderrChannel = 2;
    private const byte ErrorChannel = 3;
    private const byte ResizeChannel = 4;

    private readonly ChannelSocket socket;
    private readonly RemoteCommandRequest request;
    private readonly InboundPipe input = new(256 * 1024);
    private readonly TerminalSizes sizes = new();
    private readonly CancellationTokenSource closed = new();
    private readonly Task receiving;

    private WebSocketRemoteCommand(ChannelSocket socket, RemoteCommandRequest request, CancellationToken aborted)
    {
        this.socket = socket;
        this.request = request;
        Stdin = request.Stdin ? input.Reader : Stream.Null;
        Stdout = request.Stdout ? new ChannelStream(socket, StdoutChannel) : Stream.Null;
        Stderr = request.Stderr ? new ChannelStream(socket, StderrChannel) : Stream.Null;
        receiving = ReceiveAsync(aborted);
    }

    /// <inheritdoc />
    public Stream Stdin { get; }

    /// <inheritdoc />
    public Stream Stdout { get; }

    /// <inheritdoc />
    public Stream Stderr { get; }

    /// <inheritdoc />
    public CancellationToken Closed => closed.Token;

    /// <summary>Begins: tells the client that it is connected, with an empty message as Kubernetes does.</summary>
    public static async Task<WebSocketRemoteCommand> StartAsync(ChannelSocket socket, RemoteCommandRequest request, CancellationToken aborted)
    {
        var channel = request.Stdout ? StdoutChannel : request.Stderr ? StderrChannel : ErrorChannel;
        await socket.SendAsync(channel, default, aborted);
        return new WebSocketRemoteCommand(socket, request, aborted);
    }

    /// <inheritdoc />
    public IAsyncEnumerable<TerminalSize> ResizesAsync(CancellationToken cancellationToken) => sizes.ReadAsync(cancellationToken);

    /// <inheritdoc />
    public async Task FinishAsync(Status status, CancellationToken cancellationToken)
    {
        input.Discard();
        try
        {
            if (FinalStatus.Write(status, socket.Protocol.JsonStatus) is { } words)
                await socket.SendAsync(ErrorChannel, Encoding.UTF8.GetBytes(words), cancellationToken);
        }
        catch (IOException)
        {
            // It left before it was told.
        }

        await socket.SayFarewellAsync(receiving, cancellationToken);
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        input.Discard();
        socket.Dispose();
        await receiving;
        closed.Dispose();
    }

    private async Task ReceiveAsync(CancellationToken aborted)
    {
        await using var gone = aborted.Register(closed.Cancel);
        try
        {
            await foreach (var message in socket.ReceiveAsync(aborted)) await TakeAsync(message);
        }
        catch (OperationCanceledException)
        {
            // The connection was cut.
        }
        finally
        {
            input.End();
            sizes.End();
            await closed.CancelAsync();
        }
    }

    private async Task TakeAsync(ChannelMessage message)
    {
        switch (message.Channel)
        {
            case StdinChannel when request.Stdin:
                await input.WriteAsync(message.Data);
                break;
            case ResizeChannel when request.Tty:
                sizes.Add(message.Data.Span);
                break;
            case ChannelSocket.CloseChannel when socket.Protocol.HalfClose && message.Data.Span is [StdinChannel, ..]:
                input.End();
                break;
        }
    }
}
