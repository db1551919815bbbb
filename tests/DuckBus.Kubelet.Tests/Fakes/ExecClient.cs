using System.Net.WebSockets;
using System.Text;
using DuckBus.Model.Errors;
using DuckBus.Model.Json;

namespace DuckBus.Kubelet.Tests.Fakes;

/// <summary>A client of exec and attach, as kubectl speaks: a WebSocket whose first byte of each message is the channel.</summary>
internal sealed class ExecClient(ClientWebSocket socket) : IDisposable
{
    private const byte ErrorChannel = 3;

    /// <summary>What came on standard output and standard error.</summary>
    public StringBuilder Output { get; } = new();

    /// <summary>Connects to a kubelet.</summary>
    /// <exception cref="WebSocketException">It was refused.</exception>
    public static async Task<ExecClient> ConnectAsync(Uri kubelet, string path, CancellationToken cancellationToken)
    {
        var socket = new ClientWebSocket();
        socket.Options.AddSubProtocol("v5.channel.k8s.io");
        await socket.ConnectAsync(new UriBuilder(new Uri(kubelet, path)) { Scheme = "ws" }.Uri, cancellationToken);
        return new ExecClient(socket);
    }

    /// <summary>Sends input.</summary>
    public Task SendAsync(string text, CancellationToken cancellationToken) =>
        socket.SendAsync((byte[])[0, .. Encoding.UTF8.GetBytes(text)], WebSocketMessageType.Binary, endOfMessage: true, cancellationToken);

    /// <summary>Ends the input.</summary>
    public Task CloseInputAsync(CancellationToken cancellationToken) =>
        socket.SendAsync((byte[])[255, 0], WebSocketMessageType.Binary, endOfMessage: true, cancellationToken);

    /// <summary>Leaves without a word.</summary>
    public void Abort() => socket.Abort();

    /// <summary>Reads until the server tells how it ended.</summary>
    public async Task<Status> EndAsync(CancellationToken cancellationToken)
    {
        var buffer = new byte[64 * 1024];
        while (true)
        {
            var message = await socket.ReceiveAsync(buffer, cancellationToken);
            if (message.MessageType == WebSocketMessageType.Close) throw new WebSocketException("closed without a status");
            if (message.Count < 2) continue;
            if (buffer[0] == ErrorChannel) return ModelJson.Read<Status>(buffer.AsSpan(1, message.Count - 1));
            Output.Append(Encoding.UTF8.GetString(buffer, 1, message.Count - 1));
        }
    }

    public void Dispose() => socket.Dispose();
}
