using System.Net;
using DuckBus.Kubelet.Runtime;
using DuckBus.Model.Core;

namespace DuckBus.Kubelet.Config;

/// <summary>How a pod resolves names: what its <c>dnsPolicy</c> makes, with its <c>dnsConfig</c> added. Pure.</summary>
internal static class PodResolver
{
    private const int MostServers = 3;

    /// <summary>The settings; null for the engine's way, which is that of the machine.</summary>
    /// <param name="pod">The pod.</param>
    /// <param name="cluster">Who answers the names of the cluster.</param>
    public static ResolverSettings? Of(Pod pod, ClusterDns cluster)
    {
        var policy = pod.Spec.DnsPolicy ?? "ClusterFirst";
        var first = policy == "ClusterFirstWithHostNet" || (policy == "ClusterFirst" && pod.Spec.HostNetwork != true);
        var config = pod.Spec.DnsConfig;
        if (first && cluster.Server is { } server) return Merge(ClusterFirst(server, cluster, pod.Metadata.Namespace ?? "default"), config);
        if (config is null) return null;
        var host = policy == "None" ? HostResolver.Empty : cluster.Host;
        // Where the pod adds nothing, the engine knows better what the machine does.
        return Merge(
            new ResolverSettings(config.Nameservers is { Count: > 0 } ? host.Servers : [], config.Searches is { Count: > 0 } ? host.Searches : [], []), config);
    }

    private static ResolverSettings ClusterFirst(IPAddress server, ClusterDns cluster, string ns) => new(
        [server.ToString()],
        [$"{ns}.svc.{cluster.Domain}", $"svc.{cluster.Domain}", cluster.Domain, .. cluster.Host.Searches],
        ["ndots:5"]);

    private static ResolverSettings Merge(ResolverSettings settings, PodDnsConfig? config) => config is null ? settings : new ResolverSettings(
        [.. settings.Servers.Concat(config.Nameservers ?? []).Distinct(StringComparer.Ordinal).Take(MostServers)],
        [.. settings.Searches.Concat(config.Searches ?? []).Distinct(StringComparer.Ordinal)],
        [.. settings.Options.Where(option => config.Options?.Any(one => one.Name == NameOf(option)) != true).Concat((config.Options ?? []).Select(Option))]);

    private static string Option(PodDnsConfigOption option) => option.Value is { Length: > 0 } value ? $"{option.Name}:{value}" : option.Name ?? "";

    private static string NameOf(string option) => option.Split(':')[0];
}
