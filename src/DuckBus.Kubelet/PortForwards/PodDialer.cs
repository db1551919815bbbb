using System.Net;
using System.Net.Sockets;
using DuckBus.Kubelet.Runtime;

namespace DuckBus.Kubelet.PortForwards;

/// <summary>
/// Connects from inside the pod's network, so that servers that listen on 127.0.0.1 only are reached too, where this machine and
/// the rights of the process allow it; else from outside, to the pod's address, with the runtime's help if this machine is not on
/// the pods' network.
/// </summary>
internal sealed class PodDialer(IContainerRuntime runtime) : IPodDialer
{
    /// <inheritdoc />
    public async Task<Socket> DialAsync(SandboxNetwork network, int port, CancellationToken cancellationToken)
    {
        if (network.Pid is not { } pid || await InsideAsync(pid, AddressFamily.InterNetwork) is not { } socket)
            return await OutsideAsync(network, port, cancellationToken);
        try
        {
            return await ConnectAsync(socket, IPAddress.Loopback, port, cancellationToken);
        }
        catch (SocketException refused) when (refused.SocketErrorCode == SocketError.ConnectionRefused)
        {
            // A few servers listen on ::1 only; where there is no IPv6 the first refusal stands.
            if (await SixAsync(pid, port, cancellationToken) is { } six) return six;
            throw;
        }
    }

    /// <inheritdoc />
    public async Task<Socket> DialAddressAsync(SandboxNetwork network, int port, CancellationToken cancellationToken)
    {
        var address = network.Ip is { } ip ? IPAddress.Parse(ip) : IPAddress.Loopback;
        // Also where this machine has no route to the pods.
        return network.Pid is { } pid && await InsideAsync(pid, address.AddressFamily) is { } socket
            ? await ConnectAsync(socket, address, port, cancellationToken)
            : await OutsideAsync(network, port, cancellationToken);
    }

    private Task<Socket> OutsideAsync(SandboxNetwork network, int port, CancellationToken cancellationToken)
    {
        if (network is { IsReached: false, Ip: { } far }) return runtime.DialAsync(far, port, cancellationToken);
        var address = network.Ip is { } ip ? IPAddress.Parse(ip) : IPAddress.Loopback;
        return ConnectAsync(new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp), address, port, cancellationToken);
    }

    private static Task<Socket?> InsideAsync(int pid, AddressFamily family) => NetworkNamespace.CreateAsync(
        $"/proc/{pid}/ns/net", () => new Socket(family, SocketType.Stream, ProtocolType.Tcp));

    private static async Task<Socket?> SixAsync(int pid, int port, CancellationToken cancellationToken)
    {
        try
        {
            return await InsideAsync(pid, AddressFamily.InterNetworkV6) is { } socket
                ? await ConnectAsync(socket, IPAddress.IPv6Loopback, port, cancellationToken)
                : null;
        }
        catch (SocketException)
        {
            return null;
        }
    }

    private static async Task<Socket> ConnectAsync(Socket socket, IPAddress address, int port, CancellationToken cancellationToken)
    {
        try
        {
            socket.NoDelay = true;
            await socket.ConnectAsync(address, port, cancellationToken);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
