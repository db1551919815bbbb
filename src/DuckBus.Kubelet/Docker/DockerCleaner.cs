using System.Net;
using DuckBus.Kubelet.Docker.Networks;
using DuckBus.Kubelet.Docker.Wire;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace DuckBus.Kubelet.Docker;

/// <summary>Removes what DuckBus made in an engine, known by its labels, and nothing else, however the last run ended.</summary>
public static class DockerCleaner
{
    private const string OwnImages = "duckbus/";

    /// <summary>Removes containers, networks, volumes and, if no cluster is named, images.</summary>
    /// <param name="endpoint">Where the engine listens.</param>
    /// <param name="cluster">Only this cluster; null for all, and for the images that all clusters share.</param>
    /// <param name="time">For the patience with the engine.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="DockerException">The engine cannot be reached, or refuses for a reason other than that something is in use.</exception>
    public static Task<DockerCleaning> CleanAsync(
        DockerEndpoint endpoint, string? cluster, TimeProvider time, CancellationToken cancellationToken) =>
        CleanAsync(endpoint, cluster, patience: null, time, NullLogger.Instance, cancellationToken);

    /// <inheritdoc cref="CleanAsync(DockerEndpoint, string?, TimeProvider, CancellationToken)"/>
    /// <param name="endpoint">Where the engine listens.</param>
    /// <param name="cluster">Only this cluster; null for all, and for the images that all clusters share.</param>
    /// <param name="patience">How long each call to the engine may take; null for the usual.</param>
    /// <param name="time">For the patience with the engine.</param>
    /// <param name="log">Says which call it waits for.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public static async Task<DockerCleaning> CleanAsync(
        DockerEndpoint endpoint, string? cluster, TimeSpan? patience, TimeProvider time, ILogger log, CancellationToken cancellationToken)
    {
        using var docker = new DockerClient(endpoint, time, log, patience);
        var kept = new List<string>();

        var ours = await docker.ListContainersAsync([DockerLabels.Cluster], cancellationToken);
        var intruders = await docker.ListContainersAsync([DockerLabels.Node], cancellationToken);
        var containers = ours.Concat(intruders).Where(c => IsOf(cluster, c.Labels)).DistinctBy(c => c.Id).ToList();
        // Containers before the sandboxes whose network they use.
        foreach (var group in containers.GroupBy(c => DockerState.SandboxOf(c) is null).OrderBy(g => g.Key))
            await Task.WhenAll(group.Select(c => docker.RemoveContainerAsync(c.Id, cancellationToken)));

        var networks = 0;
        var self = await OwnContainer.FindAsync(docker, cancellationToken);
        foreach (var network in await docker.ListNetworksAsync("label", DockerLabels.Cluster, cancellationToken))
        {
            if (!IsOf(cluster, network.Labels)) continue;
            if (self?.IsOn(network.Id) == true) await docker.LeaveNetworkAsync(network.Id, self.Id, cancellationToken);
            if (await NetworkRemoval.TryAsync(docker, network, time, cancellationToken) is { } why) kept.Add(why);
            else networks++;
        }

        foreach (var volume in await docker.ListVolumesAsync(DockerLabels.Cluster, cancellationToken))
            if (IsOf(cluster, volume.Labels)) await TryAsync(docker.RemoveVolumeAsync(volume.Name, cancellationToken), volume.Name, kept);

        var images = 0;
        if (cluster is null)
            foreach (var image in (await docker.ListImagesAsync(DockerLabels.Image + "=true", cancellationToken)).Where(IsOwn))
                if (await RemoveAsync(docker, image, kept, cancellationToken))
                    images++;
        return new DockerCleaning(containers.Count, networks, images, kept);
    }

    private static bool IsOf(string? cluster, IReadOnlyDictionary<string, string>? labels) =>
        cluster is null || DockerLabels.ClusterOf(labels) == cluster;

    // An image that somebody built FROM one of ours inherits its labels, but not its name.
    private static bool IsOwn(ImageSummary image) =>
        Names(image).All(n => n.StartsWith(OwnImages, StringComparison.Ordinal));

    private static async Task<bool> RemoveAsync(
        DockerClient docker, ImageSummary image, List<string> kept, CancellationToken cancellationToken)
    {
        // By its names, as an image of several cannot be removed by its id without force.
        var names = Names(image).DefaultIfEmpty(image.Id);
        var all = true;
        foreach (var name in names)
            all &= await TryAsync(docker.RemoveImageAsync(name, cancellationToken), name, kept);
        return all;
    }

    internal static async Task<bool> TryAsync(Task removal, string name, List<string> kept)
    {
        try
        {
            await removal;
            return true;
        }
        catch (DockerException e) when (e.Status is HttpStatusCode.Conflict or HttpStatusCode.Forbidden)
        {
            kept.Add($"{name}: {e.Message}");
            return false;
        }
    }

    // An image without a name is listed with none, or with one that is no name.
    private static IEnumerable<string> Names(ImageSummary image) =>
        image.RepoTags?.Where(n => !n.StartsWith('<')) ?? [];
}
