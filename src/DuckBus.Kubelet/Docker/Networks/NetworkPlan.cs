using System.Net;
using DuckBus.Gateway;
using DuckBus.Kubelet.Docker.Wire;

namespace DuckBus.Kubelet.Docker.Networks;

/// <summary>Which network a cluster needs for its services. Pure.</summary>
internal static class NetworkPlan
{
    /// <summary>
    /// What the engine is asked for: one network over services and pods, so that pods reach services without a route, from which it gives
    /// containers the pods' half only.
    /// </summary>
    public static NetworkRequest Request(string cluster, ServiceRange range) => new(
        cluster,
        new Dictionary<string, string> { [DockerLabels.Cluster] = cluster },
        new NetworkAddresses([
            new NetworkAddresses.Pool(
                range.Cluster.ToString(), range.Pods.ToString(), range.Bridge.ToString(), NotForPods(range)),
        ]));

    /// <summary>Whether a network is what the cluster needs.</summary>
    public static bool Suits(NetworkSummary network, ServiceRange range) =>
        Subnets(network).Contains(range.Cluster) && network.Ipam!.Config!.Any(pool => pool.IpRange == range.Pods.ToString());

    /// <summary>A network that has some of the addresses already; null if none is known.</summary>
    public static NetworkSummary? Overlapping(IEnumerable<NetworkSummary> networks, ServiceRange range) =>
        networks.FirstOrDefault(network => Subnets(network).Any(subnet =>
            subnet.BaseAddress.AddressFamily == range.Cluster.BaseAddress.AddressFamily
            && (subnet.Contains(range.Cluster.BaseAddress) || range.Cluster.Contains(subnet.BaseAddress))));

    /// <summary>Whether the engine refuses a network for its addresses: its address manager says "overlaps", its bridge driver "have overlapping".</summary>
    public static bool IsOverlap(string words) => words.Contains("overlap", StringComparison.OrdinalIgnoreCase);

    /// <summary>What to say when the engine refuses the addresses.</summary>
    public static string OverlapMessage(string cluster, ServiceRange range, NetworkSummary? other, string words)
    {
        var who = other is null
            ? $"({words})"
            : $"because the network {other.Name} ({string.Join(", ", Subnets(other))}) overlaps";
        return $"Docker refuses the network {range.Cluster} of the cluster {cluster} {who}. Give the cluster addresses of its own, "
            + $"to all of its parts: --service-cluster-ip-range, which is {range.Services} now; or remove the other network";
    }

    // An address that ends in zero looks like the name of a network to many a program.
    private static Dictionary<string, string>? NotForPods(ServiceRange range) =>
        range.Pods.BaseAddress.Equals(range.Cluster.BaseAddress) ? null : new() { ["first"] = range.Pods.BaseAddress.ToString() };

    private static IEnumerable<IPNetwork> Subnets(NetworkSummary network) => (network.Ipam?.Config ?? [])
        .Select(pool => IPNetwork.TryParse(pool.Subnet ?? "", out var subnet) ? subnet : (IPNetwork?)null)
        .OfType<IPNetwork>();
}
