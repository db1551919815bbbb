using System.Net;
using DuckBus.Gateway;

namespace DuckBus.Kubelet.Statuses;

/// <summary>What pod statuses tell of the node.</summary>
/// <param name="HostIp">The node's address.</param>
/// <param name="HostNetworkIp">The address by which others of the cluster reach pods on the network of the engine's machine.</param>
/// <param name="RuntimeName">The scheme of container ids.</param>
internal sealed record NodeFacts(string HostIp, string HostNetworkIp, string RuntimeName)
{
    /// <summary>
    /// The facts of a node. Where its own address means something else to others (every machine is 127.0.0.1 to itself, and a kubelet in
    /// a container has the container's), pods on the machine's network are at the address that the machine has on the cluster's network.
    /// </summary>
    /// <param name="address">The node's address.</param>
    /// <param name="services">The cluster's network; null if the runtime has none.</param>
    /// <param name="runtimeName">The scheme of container ids.</param>
    /// <param name="inContainer">Whether the kubelet itself runs in a container.</param>
    public static NodeFacts Of(string address, ServiceRange? services, string runtimeName, bool inContainer) =>
        new(address, services is not null && (IsOwnOnly(address) || inContainer) ? services.Bridge.ToString() : address, runtimeName);

    private static bool IsOwnOnly(string address) => address == "localhost" || (IPAddress.TryParse(address, out var ip) && IPAddress.IsLoopback(ip));
}
