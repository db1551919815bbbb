using System.Net;
using DuckBus.Gateway;
using DuckBus.Kubelet.Docker.Gateways;
using DuckBus.Kubelet.Docker.Wire;
using Microsoft.Extensions.Logging;

namespace DuckBus.Kubelet.Docker.Networks;

/// <summary>
/// The bridge network of a cluster, named as the cluster: pods have one half of its addresses, services the other. Any number of nodes and
/// processes may make it at once.
/// </summary>
internal sealed class ClusterNetwork(DockerClient docker, string cluster, ServiceRange range, TimeProvider time, ILogger log)
{
    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private string? told;
    private string? joined;

    /// <summary>The network, made if it is missing. One with other addresses is replaced, unless somebody uses it.</summary>
    /// <exception cref="DockerException">The engine refuses it.</exception>
    public async Task<FoundNetwork> EnsureAsync(CancellationToken cancellationToken)
    {
        for (var since = time.GetTimestamp(); ;)
        {
            if (await FindAsync(cancellationToken) is not { } network)
            {
                if (await CreateAsync(time.GetElapsedTime(since) < Patience, cancellationToken) is { } mine) return await JoinedAsync(mine, cancellationToken);
                await Task.Delay(LookAgain, time, cancellationToken);
            }
            else if (NetworkPlan.Suits(network, range))
            {
                return await JoinedAsync(network.Id, cancellationToken);
            }
            else if (!await RemoveUnusedAsync(network, cancellationToken))
            {
                Tell(network);
                return new FoundNetwork(network.Id, HasServices: false);
            }
        }
    }

    /// <summary>If this process runs in a container of the engine itself, it joins the network: it probes pods and serves their ports.</summary>
    private async Task<FoundNetwork> JoinedAsync(string id, CancellationToken cancellationToken)
    {
        if (joined != id && await OwnContainer.FindAsync(docker, cancellationToken) is { } own && OwnContainer.CanJoin(own) && !own.IsOn(id))
            try
            {
                await docker.JoinNetworkAsync(id, own.Id, cancellationToken);
                log.LogDebug("this container joined the network {Network}", cluster);
            }
            catch (DockerException e) when (e.Status == HttpStatusCode.Forbidden)
            {
                // Another node of this process was faster.
            }

        joined = id;
        return new FoundNetwork(id, HasServices: true);
    }

    /// <returns>The id; null if another node is making it.</returns>
    private async Task<string?> CreateAsync(bool patient, CancellationToken cancellationToken)
    {
        try
        {
            var id = await docker.CreateNetworkAsync(NetworkPlan.Request(cluster, range), cancellationToken);
            log.LogDebug("network {Network} created: pods {Pods}, services {Services}", cluster, range.Pods, range.Services);
            return id;
        }
        catch (DockerException e) when (e.Status == HttpStatusCode.Conflict)
        {
            return null;
        }
        catch (DockerException e) when (NetworkPlan.IsOverlap(e.Message))
        {
            // The engine takes the addresses before it lists the network: what overlaps and is not to be seen is our own, made by another node.
            var all = await docker.ListNetworksAsync("driver", "bridge", cancellationToken);
            var other = NetworkPlan.Overlapping(all, range);
            if (other?.Name == cluster || (other is null && patient)) return null;
            throw new DockerException(NetworkPlan.OverlapMessage(cluster, range, other, e.Message), e.Status, e);
        }
    }

    /// <returns>Whether it is gone.</returns>
    private async Task<bool> RemoveUnusedAsync(NetworkSummary network, CancellationToken cancellationToken)
    {
        var gateway = GatewayContainer.NameOf(cluster);
        if (await docker.FindNetworkAsync(network.Id, cancellationToken) is not { } details) return true;
        if (details.Containers is { } members && members.Values.Any(member => member.Name != gateway)) return false;
        if (details.Containers is { Count: > 0 }) await docker.RemoveContainerAsync(gateway, cancellationToken);
        try
        {
            await docker.RemoveNetworkAsync(network.Id, cancellationToken);
            log.LogInformation("network {Network} had other addresses and was not in use: it is made anew", cluster);
            return true;
        }
        catch (DockerException e) when (e.Status is HttpStatusCode.Forbidden or HttpStatusCode.Conflict)
        {
            return false;
        }
    }

    private void Tell(NetworkSummary network)
    {
        if (told == network.Id) return;
        told = network.Id;
        log.LogWarning(
            "⚠ services are not reached: the network {Network} has other addresses than {Range} needs, and pods still use it. Delete them, or run 'duckbus clean --cluster {Cluster}'",
            network.Name, range.Services, cluster);
    }

    /// <summary>The oldest network of the name. The engine's name filter matches parts of names.</summary>
    private async Task<NetworkSummary?> FindAsync(CancellationToken cancellationToken) =>
        (await docker.ListNetworksAsync("name", cluster, cancellationToken))
            .Where(network => network.Name == cluster)
            .OrderBy(network => network.Created)
            .ThenBy(network => network.Id, StringComparer.Ordinal)
            .FirstOrDefault();
}
