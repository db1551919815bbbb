using System.Net.Sockets;
using DuckBus.Kubelet.Runtime;

namespace DuckBus.Kubelet.PortForwards;

/// <summary>Connects to ports of pods, as somebody inside the pod would.</summary>
internal interface IPodDialer
{
    /// <summary>A connection to a port of a pod.</summary>
    /// <exception cref="SocketException">Nobody listens, or the pod cannot be reached.</exception>
    Task<Socket> DialAsync(SandboxNetwork network, int port, CancellationToken cancellationToken);

    /// <summary>A connection to a port of the pod's own address: servers that listen on 127.0.0.1 only are not reached.</summary>
    /// <exception cref="SocketException">Nobody listens there, or the pod cannot be reached.</exception>
    Task<Socket> DialAddressAsync(SandboxNetwork network, int port, CancellationToken cancellationToken);
}
