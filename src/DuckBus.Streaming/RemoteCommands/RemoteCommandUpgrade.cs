using DuckBus.Streaming.WebSockets;
using Microsoft.AspNetCore.Http;

namespace DuckBus.Streaming.RemoteCommands;

/// <summary>Turns a request for <c>exec</c> or <c>attach</c> into a connection with the client's streams.</summary>
public static class RemoteCommandUpgrade
{
    /// <summary>
    /// Accepts the protocol that the client asks for, or answers 400 with a sentence. The application must use WebSockets
    /// (<c>UseWebSockets</c>).
    /// </summary>
    /// <param name="context">The request.</param>
    /// <param name="request">Which streams the client wants; see <see cref="RemoteCommandQuery"/>.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The connection, to be disposed of by the caller; null if the request was refused and answered.</returns>
    public static async Task<IRemoteCommandConnection?> AcceptAsync(
        HttpContext context, RemoteCommandRequest request, CancellationToken cancellationToken)
    {
        if (!context.WebSockets.IsWebSocketRequest)
            return await RefuseAsync(context, "an upgrade of the connection is required: to a WebSocket (v5.channel.k8s.io) or to SPDY/3.1", cancellationToken);
        var asked = context.WebSockets.WebSocketRequestedProtocols;
        if (ChannelProtocol.Choose(ChannelProtocol.RemoteCommand, asked) is not { } protocol)
            return await RefuseAsync(context, Unknown(asked, ChannelProtocol.RemoteCommand.Select(one => one.Name)), cancellationToken);
        var socket = await context.WebSockets.AcceptWebSocketAsync(protocol.Name is { Length: > 0 } name ? name : null);
        return await WebSocketRemoteCommand.StartAsync(new ChannelSocket(socket, protocol), request, context.RequestAborted);
    }

    private static string Unknown(IEnumerable<string> asked, IEnumerable<string> served) =>
        $"the client speaks [{string.Join(", ", asked)}], the server [{string.Join(", ", served.Where(name => name.Length > 0))}]";

    private static async Task<IRemoteCommandConnection?> RefuseAsync(HttpContext context, string why, CancellationToken cancellationToken)
    {
        context.Response.StatusCode = StatusCodes.Status400BadRequest;
        context.Response.ContentType = "text/plain; charset=utf-8";
        await context.Response.WriteAsync(why + "\n", cancellationToken);
        return null;
    }
}
