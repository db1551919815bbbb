using DuckBus.Gateway;

namespace DuckBus.Kubelet.Docker.Networks;

/// <summary>
/// Whether a machine sends what is for the cluster's network elsewhere. An engine refuses networks that overlap with its own, but knows nothing of
/// those of another engine, of what a dead one left, or of a VPN. Pure.
/// </summary>
internal static class AddressClash
{
    private const string BridgePrefix = "br-";
    private const int IdLength = 12;

    /// <summary>The other network that has addresses of the cluster; null if none has, or the cluster's network is not reached from here anyway.</summary>
    /// <param name="routes">All routes of the machine, or of the container.</param>
    /// <param name="range">The addresses of the cluster.</param>
    /// <param name="networkId">The engine's id of the cluster's network.</param>
    public static HostRoute? Find(IReadOnlyList<HostRoute> routes, ServiceRange range, string networkId)
    {
        var bridge = BridgePrefix + networkId[..Math.Min(IdLength, networkId.Length)];
        var whole = routes.Where(route => route.Network.Equals(range.Cluster)).ToList();
        var own = whole.Find(route => route.Interface == bridge) ?? whole.Find(route => !IsBridge(route));

        // A wider network loses to the cluster's, as the narrower route is taken.
        return whole.Count == 0 ? null : routes.FirstOrDefault(route =>
            route.Interface != own?.Interface && route.Network.PrefixLength >= range.Cluster.PrefixLength && range.Cluster.Contains(route.Network.BaseAddress));
    }

    /// <summary>What to say.</summary>
    public static string Message(string cluster, ServiceRange range, HostRoute other) =>
        $"the network {cluster} of this cluster ({range.Cluster}: services {range.Services}, pods {range.Pods}) overlaps with {other.Network} "
        + $"at this machine's interface {other.Interface}{(IsBridge(other) ? ", which another container engine made" : "")}: service addresses and node ports "
        + $"may lead there, where nobody answers. Give the cluster addresses of its own, to all of its parts: --service-cluster-ip-range, which is {range.Services} "
        + "now; or remove the other network";

    private static bool IsBridge(HostRoute route) => route.Interface.StartsWith(BridgePrefix, StringComparison.Ordinal);
}
