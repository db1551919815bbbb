using System.Net;
using System.Net.Sockets;
using DuckBus.Gateway;

namespace DuckBus.Proxy.Tests.Fakes;

/// <summary>A gateway in this process, for clusters whose services are on loopback addresses. It can be away, and come back knowing nothing.</summary>
internal sealed class LocalGateway(int dnsPort = 0) : IGatewayHost, IAsyncDisposable
{
    private GatewayPart? gateway = Start(dnsPort);
    private int dialed;

    /// <summary>How often somebody asked for a connection.</summary>
    public int Dialed => Volatile.Read(ref dialed);

    public async Task<Stream> ConnectAsync(CancellationToken cancellationToken) =>
        gateway is { } running ? await OpenAsync(running.Control, cancellationToken) : throw new IOException("the engine is away");

    public Task<Stream> DialAsync(IPAddress address, int port, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref dialed);
        return OpenAsync(new IPEndPoint(address, port), cancellationToken);
    }

    /// <summary>The other network that has addresses of this cluster.</summary>
    public string? Clash { get; set; }

    public string? FindClash() => Clash;

    public async Task StopAsync()
    {
        if (gateway is { } running) await running.DisposeAsync();
        gateway = null;
    }

    public void Restart() => gateway = Start(dnsPort);

    public async ValueTask DisposeAsync() => await StopAsync();

    private static GatewayPart Start(int dnsPort) => GatewayPart.Start(
        new GatewayOptions { Control = new IPEndPoint(IPAddress.Loopback, 0), DnsPort = dnsPort, NameServers = [] }, TimeProvider.System);

    private static async Task<Stream> OpenAsync(IPEndPoint endpoint, CancellationToken cancellationToken)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            await socket.ConnectAsync(endpoint, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch (SocketException e)
        {
            socket.Dispose();
            throw new IOException(e.Message, e);
        }
    }
}
