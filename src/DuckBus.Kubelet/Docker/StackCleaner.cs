using Microsoft.Extensions.Logging;

namespace DuckBus.Kubelet.Docker;

/// <summary>Removes the parts themselves where they run in the engine, as those of <c>docker-compose.yml</c> do: containers, networks and state.</summary>
public static class StackCleaner
{
    /// <summary>Removes them. Before <see cref="DockerCleaner"/>, since a kubelet that still runs starts again what is taken from it.</summary>
    /// <param name="endpoint">Where the engine listens.</param>
    /// <param name="cluster">Only the parts of this cluster; null for all.</param>
    /// <param name="time">For the patience with the engine.</param>
    /// <param name="log">Says which call it waits for.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="DockerException">The engine cannot be reached, or refuses for a reason other than that something is in use.</exception>
    public static async Task<DockerCleaning> CleanAsync(
        DockerEndpoint endpoint, string? cluster, TimeProvider time, ILogger log, CancellationToken cancellationToken)
    {
        using var docker = new DockerClient(endpoint, time, log);
        var kept = new List<string>();
        var label = cluster is null ? DockerLabels.Stack : $"{DockerLabels.Stack}={cluster}";

        var parts = await docker.ListContainersAsync([label], cancellationToken);
        await Task.WhenAll(parts.Select(part => docker.RemoveContainerAsync(part.Id, cancellationToken)));

        var networks = 0;
        foreach (var network in await docker.ListNetworksAsync("label", label, cancellationToken))
        {
            if (await NetworkRemoval.TryAsync(docker, network, time, cancellationToken) is { } why) kept.Add(why);
            else networks++;
        }

        foreach (var volume in await docker.ListVolumesAsync(label, cancellationToken))
            await DockerCleaner.TryAsync(docker.RemoveVolumeAsync(volume.Name, cancellationToken), volume.Name, kept);
        return new DockerCleaning(parts.Count, networks, Images: 0, kept);
    }
}
