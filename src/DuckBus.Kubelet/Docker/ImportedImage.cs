using System.Collections.Concurrent;
using System.Net;
using DuckBus.Kubelet.Docker.Wire;
using Microsoft.Extensions.Logging;

namespace DuckBus.Kubelet.Docker;

/// <summary>An image that DuckBus makes by itself, through the engine and without its builder, out of one layer.</summary>
/// <param name="Repository">The name, without the tag.</param>
/// <param name="Tag">The tag.</param>
/// <param name="Content">What it is made of, as a hash: another one means that it has to be made again.</param>
/// <param name="Changes">Instructions of a Dockerfile.</param>
/// <param name="Layer">Makes the tar archive of its file system; only asked for when it is needed.</param>
internal sealed record ImportedImage(
    string Repository,
    string Tag,
    string Content,
    IReadOnlyList<string> Changes,
    Func<CancellationToken, Task<Stream>> Layer)
{
    private static readonly ConcurrentDictionary<string, SemaphoreSlim> Gates = new(StringComparer.Ordinal);

    /// <summary>The image that the layer goes on top of, pulled if it is missing; null for none.</summary>
    public string? Base { get; init; }

    /// <summary>Name and tag.</summary>
    public string Name => $"{Repository}:{Tag}";

    /// <summary>Makes the image unless it is there as it should be. Of two processes that do so at once, the later one's stays.</summary>
    /// <returns>The id of the image.</returns>
    public async Task<string> EnsureAsync(DockerClient docker, ILogger log, CancellationToken cancellationToken)
    {
        var gate = Gates.GetOrAdd(Name, _ => new SemaphoreSlim(1));
        await gate.WaitAsync(cancellationToken);
        try
        {
            var old = await docker.FindImageAsync(Name, cancellationToken);
            if (old?.Config?.Labels?.GetValueOrDefault(DockerLabels.ImageContent) == Content)
                return old.Id;

            await using var layer = await Layer(cancellationToken);
            var size = layer.Length;
            string[] changes = [.. Changes, $"LABEL {DockerLabels.Image}=true {DockerLabels.ImageContent}={Content}"];
            var id = Base is null
                ? await docker.ImportImageAsync(Repository, Tag, changes, layer, cancellationToken)
                : await AddToBaseAsync(docker, Base, changes, layer, cancellationToken);
            log.LogDebug("image {Image} built, {Size} KiB", Name, size / 1024);
            if (old is not null)
                await RemoveIfUnusedAsync(docker, old.Id, cancellationToken);
            return id;
        }
        finally
        {
            gate.Release();
        }
    }

    private async Task<string> AddToBaseAsync(
        DockerClient docker, string image, IReadOnlyList<string> changes, Stream layer, CancellationToken cancellationToken)
    {
        if (await docker.FindImageAsync(image, cancellationToken) is null) await docker.PullImageAsync(image, cancellationToken);
        var request = new ContainerRequest
        {
            Image = image,
            Cmd = ["/nothing"],
            Labels = new Dictionary<string, string> { [DockerLabels.Cluster] = DockerLabels.DefaultCluster },
            HostConfig = new(),
        };
        var container = await docker.CreateContainerAsync($"duckbus-image-{Guid.NewGuid():N}", request, cancellationToken);
        try
        {
            await docker.PutArchiveAsync(container, "/", layer, cancellationToken);
            return await docker.CommitAsync(container, Repository, Tag, changes, cancellationToken);
        }
        finally
        {
            await docker.RemoveContainerAsync(container, CancellationToken.None);
        }
    }

    private static async Task RemoveIfUnusedAsync(DockerClient docker, string image, CancellationToken cancellationToken)
    {
        try
        {
            await docker.RemoveImageAsync(image, cancellationToken);
        }
        catch (DockerException e) when (e.Status == HttpStatusCode.Conflict)
        {
            // A container still uses it; cleaning finds it by its label.
        }
    }
}
