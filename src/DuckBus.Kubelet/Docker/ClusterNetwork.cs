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
        if (await FindAsync(docker, cluster, cancellationToken) is { } existing)
            return existing;

        string? mine = null;
        try
        {
            var labels = new Dictionary<string, string> { [DockerLabels.Cluster] = cluster };
            mine = await docker.CreateNetworkAsync(new NetworkRequest(cluster, labels), cancellationToken);
        }
        catch (DockerException e) when (e.Status == HttpStatusCode.Conflict)
        {
            // Another node was faster.
        }
        catch (DockerException e) when (e.Message.Contains("address pool", StringComparison.Ordinal))
        {
            throw new DockerException(
                $"Docker has no addresses left for the network {cluster} ({e.Message}). "
                + "Remove networks that nobody uses: docker network prune, or duckbus clean", e.Status, e);
        }

        // The engine allows two networks of one name if they are made at the same moment; all nodes then take the older one.
        var winner = await FindAsync(docker, cluster, cancellationToken)
            ?? throw new DockerException($"the network {cluster} was removed while it was made");
        if (mine is not null && mine != winner)
            await docker.RemoveNetworkAsync(mine, cancellationToken);
        else if (mine is not null)
            log.LogDebug("network {Network} created", cluster);
        return winner;
    }

    // The engine's name filter matches parts of names.
    private static async Task<string?> FindAsync(DockerClient docker, string cluster, CancellationToken cancellationToken) =>
        (await docker.ListNetworksAsync("name", cluster, cancellationToken))
            .Where(n => n.Name == cluster)
            .OrderBy(n => n.Created)
            .ThenBy(n => n.Id, StringComparer.Ordinal)
            .FirstOrDefault()?.Id;
}
