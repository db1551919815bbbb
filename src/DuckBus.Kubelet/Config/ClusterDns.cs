using System.Net;
using DuckBus.Gateway;

namespace DuckBus.Kubelet.Config;

/// <summary>Who answers the names of the cluster, and how this machine resolves all others.</summary>
/// <param name="Server">The address of the cluster's name server.</param>
/// <param name="Host">How the machine itself resolves names.</param>
internal sealed record ClusterDns(IPAddress Server, HostResolver Host)
{
    private const string ResolverFile = "/etc/resolv.conf";

    /// <summary>The domain of the cluster.</summary>
    public const string Domain = "cluster.local";

    /// <summary>The name server of a cluster whose services have these addresses.</summary>
    public static ClusterDns Of(ServiceRange range) =>
        new(range.Dns, File.Exists(ResolverFile) ? HostResolver.Parse(File.ReadAllText(ResolverFile)) : HostResolver.Empty);
}
