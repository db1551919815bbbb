using System.Net.Sockets;
using DuckBus.Model.Core.Probes;

namespace DuckBus.Kubelet.Probes;

/// <summary>Opens a connection: that it opens is success.</summary>
internal static class TcpCheck
{
    /// <summary>Opens the connection and closes it.</summary>
    public static async Task<ProbeResult> RunAsync(
        PodConnector connector, ProbeTarget target, TcpSocketAction tcp, CancellationToken cancellationToken)
    {
        if (target.Port(tcp.Port) is not { } port) return ProbeResult.Failure($"couldn't find port: {tcp.Port}");
        try
        {
            using var socket = await connector.ConnectAsync(target, tcp.Host, port, cancellationToken);
            return ProbeResult.Success;
        }
        catch (SocketException refused)
        {
            return ProbeResult.Failure(PodConnector.Words(await connector.HostAsync(target, tcp.Host, cancellationToken), port, refused));
        }
    }
}
