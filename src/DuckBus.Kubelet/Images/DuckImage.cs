using DuckBus.Kubelet.Docker;
using Microsoft.Extensions.Logging;

namespace DuckBus.Kubelet.Images;

/// <summary>
/// <c>duckbus/duck:local</c>, what a container runs that names no image: a web server on 8080 that says its pod and node, with a
/// shell inside. Made through the engine, without a registry.
/// </summary>
public static class DuckImage
{
    /// <summary>Name and tag.</summary>
    public const string Name = Repository + ":" + Tag;

    private const string Repository = "duckbus/duck";
    private const string Tag = "local";

    private static readonly string[] Changes =
    [
        "ENV PATH=/sbin:/bin",
        "CMD [\"/sbin/duck\"]",
        "EXPOSE 8080",
    ];

    /// <summary>Makes sure that the engine has the image as this version of DuckBus wants it. Fast if it does.</summary>
    /// <param name="endpoint">Where the engine listens.</param>
    /// <param name="time">For the patience with the engine.</param>
    /// <param name="log">Says what was built.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The id of the image.</returns>
    /// <exception cref="DockerException">The engine cannot be used, or no busybox is to be had; the message says what to do.</exception>
    public static async Task<string> EnsureAsync(
        DockerEndpoint endpoint, TimeProvider time, ILogger log, CancellationToken cancellationToken)
    {
        using var docker = new DockerClient(endpoint, time, log);
        var engine = await docker.VersionAsync(cancellationToken);
        return await For(engine.Arch, new BusyBox(docker, log)).EnsureAsync(docker, log, cancellationToken);
    }

    /// <summary>The image for an architecture.</summary>
    internal static ImportedImage For(string architecture, BusyBox busybox) => new(
        Repository,
        Tag,
        ContentHash.Of([architecture, .. Changes, .. DuckFiles.Content]),
        Changes,
        async cancellationToken =>
            await Layer.WriteAsync(DuckFiles.Entries(await busybox.GetAsync(architecture, cancellationToken)), cancellationToken));
}
