using System.Net;
using DuckBus.Gateway.Control;
using DuckBus.Gateway.Dialing;
using DuckBus.Gateway.Dns;

namespace DuckBus.Gateway;

/// <summary>All of a gateway: it routes by the table that it was sent last.</summary>
internal sealed class GatewayPart : IAsyncDisposable
{
    private readonly Router router;
    private readonly ControlServer control;
    private readonly DialServer dialing;

    private GatewayPart(GatewayOptions options, TimeProvider time)
    {
        router = new Router(options, new NameService(new Upstream(options.NameServers ?? NameServers.OfMachine(), time)), time);
        control = new ControlServer(options.Control, router);
        dialing = new DialServer(options.Dialing);
    }

    /// <summary>Where control streams are taken.</summary>
    public IPEndPoint Control => control.Address;

    /// <summary>Where connections into the cluster's network are asked for.</summary>
    public IPEndPoint Dialing => dialing.Address;

    /// <summary>Starts it, without a table.</summary>
    /// <exception cref="System.Net.Sockets.SocketException">A port cannot be had.</exception>
    public static GatewayPart Start(GatewayOptions options, TimeProvider time) => new(options, time);

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        dialing.Dispose();
        await control.DisposeAsync();
        router.Dispose();
    }
}
