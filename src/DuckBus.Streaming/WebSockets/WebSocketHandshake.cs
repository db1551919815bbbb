using System.Net.WebSockets;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace DuckBus.Streaming.WebSockets;

/// <summary>
/// Accepts WebSockets where .NET's own way does not fit: it refuses the subprotocol of tunneled SPDY, which has a slash in its name,
/// against the rules; and it resets the connection when a receive is cancelled, where Kubernetes ends it in order.
/// </summary>
internal static class WebSocketHandshake
{
    // The constant of RFC 6455, section 1.3.
    private const string Salt = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

    private static readonly TimeSpan KeepAliveInterval = TimeSpan.FromMinutes(2);

    /// <summary>Accepts; the request was checked to be one for a WebSocket.</summary>
    /// <param name="context">The request.</param>
    /// <param name="protocol">The subprotocol; empty for none.</param>
    public static async Task<WebSocket> AcceptAsync(HttpContext context, string protocol)
    {
        var headers = context.Response.Headers;
        headers.Upgrade = "websocket";
        headers.SecWebSocketAccept = Accept(context.Request.Headers.SecWebSocketKey.ToString());
        if (protocol.Length > 0) headers.SecWebSocketProtocol = protocol;
        var stream = await context.Features.Get<IHttpUpgradeFeature>()!.UpgradeAsync();
        return WebSocket.CreateFromStream(stream, new WebSocketCreationOptions { IsServer = true, KeepAliveInterval = KeepAliveInterval });
    }

#pragma warning disable CA5350 // SHA-1 keeps no secret here: it shows that the server understood the request.
    private static string Accept(string key) => Convert.ToBase64String(SHA1.HashData(Encoding.ASCII.GetBytes(key + Salt)));
#pragma warning restore CA5350
}
