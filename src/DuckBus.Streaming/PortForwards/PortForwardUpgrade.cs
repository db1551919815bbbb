using System.Globalization;
using System.Net.WebSockets;
using DuckBus.Streaming.Spdy;
using DuckBus.Streaming.WebSockets;
using Microsoft.AspNetCore.Http;

namespace DuckBus.Streaming.PortForwards;

/// <summary>Turns a request for <c>port-forward</c> into a connection that carries the client's.</summary>
public static class PortForwardUpgrade
{
    private const string Protocol = "portforward.k8s.io";
    private const string Tunnel = SpdyUpgrade.Name + "+" + Protocol;
    private const int MostPorts = 100;

    private static readonly TimeSpan CloseLimit = TimeSpan.FromSeconds(5);

    /// <summary>
    /// Accepts what the client asks for: SPDY, SPDY inside a WebSocket, or a WebSocket with channels and the ports in its query. Else
    /// answers 400 with a sentence. The application must use WebSockets (<c>UseWebSockets</c>).
    /// </summary>
    /// <returns>The connection, to be disposed of by the caller; null if the request was refused and answered.</returns>
    public static async Task<IPortForwardConnection?> AcceptAsync(HttpContext context, CancellationToken cancellationToken)
    {
        context.TakeYourTime();
        if (context.WebSockets.IsWebSocketRequest) return await AcceptWebSocketAsync(context, cancellationToken);
        if (!SpdyUpgrade.IsAsked(context))
        {
            await context.RefuseAsync($"an upgrade of the connection is required: to a WebSocket ({Tunnel}) or to {SpdyUpgrade.Name}", cancellationToken);
            return null;
        }

        if (SpdyUpgrade.Asked(context) is var asked && asked.Contains(Protocol)) return new SpdyPortForwards(await SpdyUpgrade.AcceptAsync(context, Protocol));
        await context.RefuseAsync(Refusal.NothingInCommon(asked, [Protocol]), cancellationToken);
        return null;
    }

    /// <summary>The ports of <c>ports=80,443</c>.</summary>
    /// <exception cref="FormatException">They are none; the message says why.</exception>
    internal static IReadOnlyList<int> Ports(IQueryCollection query)
    {
        var ports = query["ports"].Concat(query["port"]).SelectMany(one => (one ?? "").Split(',')).Select(Port).ToList();
        return ports.Count is > 0 and <= MostPorts ? ports : throw new FormatException($"query parameter \"ports\" is required: 1 to {MostPorts} ports, such as ports=8080,8081");
    }

    private static int Port(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is > 0 and < 65536
            ? port
            : throw new FormatException($"ports: \"{text}\" is not a port, 1 to 65535");

    private static async Task<IPortForwardConnection?> AcceptWebSocketAsync(HttpContext context, CancellationToken cancellationToken)
    {
        var asked = context.WebSockets.WebSocketRequestedProtocols;
        if (asked.Contains(Tunnel))
        {
            var tunnel = await WebSocketHandshake.AcceptAsync(context, Tunnel);
            return new SpdyPortForwards(new SpdyConnection(WebSocketStream.Create(tunnel, WebSocketMessageType.Binary, CloseLimit)));
        }

        if (ChannelProtocol.Choose(ChannelProtocol.PortForward, asked) is not { } protocol)
        {
            await context.RefuseAsync(Refusal.NothingInCommon(asked, [Tunnel, .. ChannelProtocol.PortForward.Select(one => one.Name)]), cancellationToken);
            return null;
        }

        try
        {
            var ports = Ports(context.Request.Query);
            var socket = new ChannelSocket(await WebSocketHandshake.AcceptAsync(context, protocol.Name), protocol);
            return await ChannelPortForwards.StartAsync(socket, ports, context.RequestAborted);
        }
        catch (FormatException wrong)
        {
            await context.RefuseAsync(wrong.Message, cancellationToken);
            return null;
        }
    }
}
