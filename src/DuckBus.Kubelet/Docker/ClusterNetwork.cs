using System.Net;
using DuckBus.Kubelet.Docker.Wire;
using Microsoft.Extensions.Logging;

namespace DuckBus.Kubelet.Docker;

/// <summary>The bridge network that all pods of a cluster share; its name is the cluster's.</summary>
internal static class ClusterNetwork
{
    /// <summary>The id of the network, made if it is missing. Any number of nodes and processes may do this at once.</summary>
    public static async Task<string> EnsureAsync(DockerClient docker, string cluster, ILogger log, CancellationToken cancellationToken)
    {
        while (true)
        {
            if (await FindAsync(docker, cluster, cancellationToken) is [var existing, ..]) return existing;
            if (await CreateAsync(docker, cluster, cancellationToken) is not { } mine) continue;

            // The engine allows two networks of one name if they are made at the same moment. Whoever sees another beside its
            // own takes its own back and looks again: the later one to be listed always sees the earlier, so that one stays at most.
            if (await FindAsync(docker, cluster, cancellationToken) is [var only] && only == mine)
            {
                log.LogDebug("network {Network} created", cluster);
                return mine;
            }

            await docker.RemoveNetworkAsync(mine, cancellationToken);
        }
    }

    /// <returns>The id; null if another node was faster.</returns>
    private static async Task<string?> CreateAsync(DockerClient docker, string cluster, CancellationToken cancellationToken)
    {
        try
        {
            var labels = new Dictionary<string, string> { [DockerLabels.Cluster] = cluster };
            return await docker.CreateNetworkAsync(new NetworkRequest(cluster, labels), cancellationToken);
        }
        catch (DockerException e) when (e.Status == HttpStatusCode.Conflict)
        {
            return null;
        }
        catch (DockerException e) when (e.Message.Contains("address pool", StringComparison.Ordinal))
        {
            throw new DockerException(
                $"Docker has no addresses left for the network {cluster} ({e.Message}). "
                + "Remove networks that nobody uses: docker network prune, or duckbus clean", e.Status, e);
        }
    }

    /// <summary>The networks of the name, the oldest first. The engine's name filter matches parts of names.</summary>
    private static async Task<IReadOnlyList<string>> FindAsync(DockerClient docker, string cluster, CancellationToken cancellationToken) =>
    [
        .. (await docker.ListNetworksAsync("name", cluster, cancellationToken))
            .Where(network => network.Name == cluster)
            .OrderBy(network => network.Created)
            .ThenBy(network => network.Id, StringComparer.Ordinal)
            .Select(network => network.Id),
    ];
}
