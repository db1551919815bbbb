using DuckBus.Streaming.Spdy;
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
    /// <returns>
    /// The connection, to be disposed of by the caller; null if the request was refused and answered, or the client did not open
    /// its streams.
    /// </returns>
    public static async Task<IRemoteCommandConnection?> AcceptAsync(
        HttpContext context, RemoteCommandRequest request, CancellationToken cancellationToken)
    {
        context.TakeYourTime();
        if (context.WebSockets.IsWebSocketRequest) return await AcceptWebSocketAsync(context, request, cancellationToken);
        if (SpdyUpgrade.IsAsked(context)) return await AcceptSpdyAsync(context, request, cancellationToken);
        await context.RefuseAsync("an upgrade of the connection is required: to a WebSocket (v5.channel.k8s.io) or to SPDY/3.1", cancellationToken);
        return null;
    }

    private static async Task<IRemoteCommandConnection?> AcceptWebSocketAsync(
        HttpContext context, RemoteCommandRequest request, CancellationToken cancellationToken)
    {
        var asked = context.WebSockets.WebSocketRequestedProtocols;
        if (ChannelProtocol.Choose(ChannelProtocol.RemoteCommand, asked) is not { } protocol)
        {
            await context.RefuseAsync(Refusal.NothingInCommon(asked, ChannelProtocol.RemoteCommand.Select(one => one.Name)), cancellationToken);
            return null;
        }

        var socket = await WebSocketHandshake.AcceptAsync(context, protocol.Name);
        return await WebSocketRemoteCommand.StartAsync(new ChannelSocket(socket, protocol), request, context.RequestAborted);
    }

    private static async Task<IRemoteCommandConnection?> AcceptSpdyAsync(
        HttpContext context, RemoteCommandRequest request, CancellationToken cancellationToken)
    {
        var asked = SpdyUpgrade.Asked(context);
        if (SpdyRemoteProtocol.Choose(asked) is not { } protocol)
        {
            await context.RefuseAsync(Refusal.NothingInCommon(asked, SpdyRemoteProtocol.All.Select(one => one.Name)), cancellationToken);
            return null;
        }

        var connection = await SpdyUpgrade.AcceptAsync(context, protocol.Name);
        return await SpdyRemoteCommand.StartAsync(connection, protocol, request, cancellationToken);
    }
}
