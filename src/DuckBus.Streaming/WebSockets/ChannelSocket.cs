using System.Buffers;
using System.Buffers.Text;
using System.Net.WebSockets;
using System.Runtime.CompilerServices;

namespace DuckBus.Streaming.WebSockets;

/// <summary>A WebSocket whose messages belong to channels. Any number of writers; one reader.</summary>
/// <param name="socket">The connection.</param>
/// <param name="protocol">How messages name their channel.</param>
public sealed class ChannelSocket(WebSocket socket, ChannelProtocol protocol) : IDisposable
{
    /// <summary>The channel that closes others.</summary>
    public const byte CloseChannel = 255;

    private const int MostBytesInAMessage = 32 * 1024 * 1024;
    private const int ChunkSize = 32 * 1024;

    private static readonly TimeSpan FarewellLimit = TimeSpan.FromMilliseconds(250);

    private readonly SemaphoreSlim sending = new(1);
    private readonly CancellationTokenSource over = new();

    /// <summary>How messages name their channel.</summary>
    public ChannelProtocol Protocol { get; } = protocol;

    /// <summary>Sends data on a channel, in as many messages as it takes.</summary>
    /// <exception cref="IOException">The client is gone.</exception>
    public async Task SendAsync(byte channel, ReadOnlyMemory<byte> data, CancellationToken cancellationToken)
    {
        do
        {
            var chunk = data[..Math.Min(ChunkSize, data.Length)];
            await SendMessageAsync(channel, chunk, cancellationToken);
            data = data[chunk.Length..];
        }
        while (data.Length > 0);
    }

    /// <summary>What the client sends, until it closes or is gone, or the socket is disposed of. A message that no client of the protocol sends ends the connection.</summary>
    public async IAsyncEnumerable<ChannelMessage> ReceiveAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, over.Token);
        var buffer = new ArrayBufferWriter<byte>(ChunkSize);
        while (await ReceiveMessageAsync(buffer, end.Token))
        {
            if (buffer.WrittenCount == 0) continue;
            if (Read(buffer) is not { } message)
            {
                await CloseAsync(WebSocketCloseStatus.InvalidPayloadData, "a message is a channel and data in base64", cancellationToken);
                yield break;
            }

            yield return message;
        }
    }

    /// <summary>
    /// Tells the client that nothing more comes, and waits a moment for its answer. Not for long: a client that waits for the
    /// connection to wake it up reads the rest only when the connection ends, and Kubernetes ends it at once.
    /// </summary>
    /// <param name="receiving">Ends when the client has answered.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task SayFarewellAsync(Task receiving, CancellationToken cancellationToken)
    {
        await CloseAsync(WebSocketCloseStatus.NormalClosure, words: null, cancellationToken);
        await receiving.WaitAsync(FarewellLimit, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    /// <inheritdoc />
    public void Dispose()
    {
        over.Cancel();
        over.Dispose();
        socket.Dispose();
    }

    private static bool IsGone(Exception e) => e is WebSocketException or IOException or ObjectDisposedException or InvalidOperationException;

    private async Task CloseAsync(WebSocketCloseStatus why, string? words, CancellationToken cancellationToken)
    {
        await sending.WaitAsync(cancellationToken);
        try
        {
            if (socket.State is WebSocketState.Open or WebSocketState.CloseReceived) await socket.CloseOutputAsync(why, words, cancellationToken);
        }
        catch (Exception e) when (IsGone(e))
        {
            // Then it need not be told.
        }
        finally
        {
            sending.Release();
        }
    }

    private async Task SendMessageAsync(byte channel, ReadOnlyMemory<byte> data, CancellationToken cancellationToken)
    {
        var message = ArrayPool<byte>.Shared.Rent(1 + Base64.GetMaxEncodedToUtf8Length(data.Length));
        await sending.WaitAsync(cancellationToken);
        try
        {
            var length = Write(channel, data.Span, message);
            var type = Protocol.Base64 ? WebSocketMessageType.Text : WebSocketMessageType.Binary;
            await socket.SendAsync(message.AsMemory(0, length), type, endOfMessage: true, cancellationToken);
        }
        catch (Exception e) when (IsGone(e))
        {
            throw new IOException("the client is gone", e);
        }
        finally
        {
            sending.Release();
            ArrayPool<byte>.Shared.Return(message);
        }
    }

    private int Write(byte channel, ReadOnlySpan<byte> data, Span<byte> message)
    {
        if (Protocol.Base64)
        {
            message[0] = (byte)('0' + channel);
            Base64.EncodeToUtf8(data, message[1..], out _, out var written);
            return 1 + written;
        }

        message[0] = channel;
        data.CopyTo(message[1..]);
        return 1 + data.Length;
    }

    private ChannelMessage? Read(ArrayBufferWriter<byte> buffer)
    {
        var message = buffer.WrittenMemory;
        if (!Protocol.Base64) return new ChannelMessage(message.Span[0], message[1..]);
        var data = message[1..].ToArray();
        return Base64.DecodeFromUtf8InPlace(data, out var length) == OperationStatus.Done && message.Span[0] >= '0'
            ? new ChannelMessage((byte)(message.Span[0] - '0'), data.AsMemory(0, length))
            : null;
    }

    private async Task<bool> ReceiveMessageAsync(ArrayBufferWriter<byte> buffer, CancellationToken cancellationToken)
    {
        buffer.ResetWrittenCount();
        try
        {
            while (true)
            {
                var got = await socket.ReceiveAsync(buffer.GetMemory(ChunkSize), cancellationToken);
                if (got.MessageType == WebSocketMessageType.Close) return false;
                buffer.Advance(got.Count);
                if (got.EndOfMessage) return true;
                if (buffer.WrittenCount <= MostBytesInAMessage) continue;
                await CloseAsync(WebSocketCloseStatus.MessageTooBig, $"a message has at most {MostBytesInAMessage} bytes", cancellationToken);
                return false;
            }
        }
        catch (Exception e) when (IsGone(e))
        {
            return false;
        }
    }
}
