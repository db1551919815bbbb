using System.Collections.Concurrent;
using System.Net.Sockets;
using DuckBus.Kubelet.PortForwards;
using DuckBus.Kubelet.Runtime;

namespace DuckBus.Kubelet.Probes;

/// <summary>Connects probes and hooks to the address of a pod, or to another host that they name.</summary>
internal sealed class PodConnector(IContainerRuntime runtime, IPodDialer dialer, string hostIp)
{
    // A sandbox keeps its network for life; what is forgotten is asked for again.
    private const int MostKnown = 1000;
    private readonly ConcurrentDictionary<string, SandboxNetwork> networks = new(StringComparer.Ordinal);

    /// <summary>A connection to a port.</summary>
    /// <exception cref="SocketException">Nobody listens, or the host cannot be reached.</exception>
    /// <exception cref="RuntimeException">The sandbox does not run, or has no network.</exception>
    public async Task<Socket> ConnectAsync(ProbeTarget target, string? host, int port, CancellationToken cancellationToken)
    {
        if (host is null or "" && target.Pod.Spec.HostNetwork != true)
            return await dialer.DialAddressAsync(await NetworkAsync(target, cancellationToken), port, cancellationToken);
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(host is null or "" ? hostIp : host, port, cancellationToken);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>The host that a probe names, or the pod's address.</summary>
    public async Task<string> HostAsync(ProbeTarget target, string? host, CancellationToken cancellationToken) =>
        host is { Length: > 0 } ? host : target.Pod.Spec.HostNetwork == true ? hostIp : (await NetworkAsync(target, cancellationToken)).Ip ?? hostIp;

    /// <summary>A refusal in the words that users of Kubernetes know.</summary>
    public static string Words(string host, int port, SocketException refused) => $"dial tcp {host}:{port}: connect: " + refused.SocketErrorCode switch
    {
        SocketError.ConnectionRefused => "connection refused",
        SocketError.HostUnreachable => "no route to host",
        SocketError.NetworkUnreachable => "network is unreachable",
        SocketError.TimedOut => "connection timed out",
        _ => refused.Message,
    };

    private async Task<SandboxNetwork> NetworkAsync(ProbeTarget target, CancellationToken cancellationToken)
    {
        if (networks.TryGetValue(target.SandboxId, out var known)) return known;
        if (networks.Count >= MostKnown) networks.Clear();
        return networks[target.SandboxId] = await runtime.SandboxNetworkAsync(target.SandboxId, cancellationToken);
    }
}
