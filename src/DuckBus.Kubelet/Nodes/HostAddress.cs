using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using DuckBus.Telemetry;

namespace DuckBus.Kubelet.Nodes;

/// <summary>By which address others reach a node that listens on all of its machine's.</summary>
internal static class HostAddress
{
    /// <summary>The address; null where the node listens on one address, which is it then.</summary>
    /// <param name="listenUrl">Where the node listens.</param>
    /// <param name="cluster">The network of pods and services, where the API server need not be; null if there is none.</param>
    public static string? Find(string listenUrl, IPNetwork? cluster) => IsWildcard(listenUrl) ? Choose(Own(), cluster)?.ToString() : null;

    /// <summary>The best of a machine's addresses: rather not one in the cluster's network, and rather one from which there is a way out. Pure.</summary>
    public static IPAddress? Choose(IEnumerable<(IPAddress Address, bool HasRouter)> own, IPNetwork? cluster) => own
        .Where(one => one.Address.AddressFamily == AddressFamily.InterNetwork && !IPAddress.IsLoopback(one.Address))
        .OrderBy(one => cluster?.Contains(one.Address) == true)
        .ThenByDescending(one => one.HasRouter)
        .Select(one => one.Address)
        .FirstOrDefault();

    /// <summary>Whether an address to listen on means all addresses.</summary>
    internal static bool IsWildcard(string listenUrl) => new[] { "://0.0.0.0", "://[::]", "://*", "://+" }
        .Any(all => listenUrl.Contains(all, StringComparison.Ordinal));

    private static IEnumerable<(IPAddress Address, bool HasRouter)> Own() => MachineNetwork
        .Of(one => one.OperationalStatus == OperationalStatus.Up ? Addresses(one.GetIPProperties()) : []);

    private static IEnumerable<(IPAddress Address, bool HasRouter)> Addresses(IPInterfaceProperties one) =>
        one.UnicastAddresses.Select(address => (address.Address, one.GatewayAddresses.Count > 0));
}
