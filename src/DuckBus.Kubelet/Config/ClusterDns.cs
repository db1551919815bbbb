using System.Net;
using DuckBus.Gateway;

namespace DuckBus.Kubelet.Config;

/// <summary>Who answers the names of the cluster, and how this machine resolves all others.</summary>
/// <param name="Server">The address of the cluster's name server; null where there is none.</param>
/// <param name="Domain">The domain below which the names of the cluster are.</param>
/// <param name="Host">How the machine itself resolves names.</param>
internal sealed record ClusterDns(IPAddress? Server, string Domain, HostResolver Host)
{
    private const string ResolverFile = "/etc/resolv.conf";

    /// <summary>The names of a cluster whose services have these addresses; null where pods reach no services.</summary>
    public static ClusterDns Of(ServiceRange? range, string domain) =>
        new(range?.Dns, domain, File.Exists(ResolverFile) ? HostResolver.Parse(File.ReadAllText(ResolverFile)) : HostResolver.Empty);
}
