using System.Net;
using System.Net.Sockets;

namespace DuckBus.Gateway.Forwarding;

/// <summary>Listens on one address and hands over each connection.</summary>
internal sealed class TcpAcceptor : IForwarder
{
    private const int Backlog = 4096;
    private static readonly TimeSpan Breath = TimeSpan.FromMilliseconds(10);
    private readonly Socket listener;
    private readonly Func<Socket, Task> serve;
    private volatile bool stopped;

    /// <summary>Listens from now on.</summary>
    /// <exception cref="SocketException">The address cannot be had.</exception>
    public TcpAcceptor(IPEndPoint address, Func<Socket, Task> serve)
    {
        this.serve = serve;
        listener = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            if (address.AddressFamily == AddressFamily.InterNetworkV6) listener.DualMode = true;
            listener.Bind(address);
            listener.Listen(Backlog);
        }
        catch
        {
            listener.Dispose();
            throw;
        }

        Address = (IPEndPoint)listener.LocalEndPoint!;
        _ = AcceptAsync();
    }

    /// <summary>Where it listens.</summary>
    public IPEndPoint Address { get; }

    /// <inheritdoc />
    public void EndpointsChanged()
    {
        // Each connection asks anew.
    }

    /// <inheritdoc />
    public void Dispose()
    {
        stopped = true;
        listener.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (!stopped)
        {
            try
            {
                _ = serve(await listener.AcceptAsync());
            }
            catch (ObjectDisposedException)
            {
                return;
            }
            catch (SocketException)
            {
                // A connection that went before it was taken, or no more file descriptors: those get better.
                if (!stopped) await Task.Delay(Breath);
            }
        }
    }
}
