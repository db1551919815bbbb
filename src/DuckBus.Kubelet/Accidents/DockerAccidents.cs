using DuckBus.Kubelet.Docker;
using DuckBus.Kubelet.Images;

namespace DuckBus.Kubelet.Accidents;

/// <summary>Accidents on nodes of a Docker engine, past the kubelets: what <c>docker kill</c> and <c>docker run</c> do by hand.</summary>
/// <param name="endpoint">The engine.</param>
/// <param name="cluster">The cluster, by whose label containers are found.</param>
/// <param name="time">The clock.</param>
public sealed class DockerAccidents(DockerEndpoint endpoint, string cluster, TimeProvider time) : IAccidents
{
    private readonly EngineHands engine = new(endpoint, time);

    /// <inheritdoc />
    public Task<int> KillAsync(string node, string ns, string pod, CancellationToken cancellationToken) => KillAsync(
        [$"{DockerLabels.Node}={node}", $"{DockerLabels.PodNamespace}={ns}", $"{DockerLabels.PodName}={pod}", $"{DockerLabels.Role}={DockerLabels.Container}"],
        cancellationToken);

    /// <summary>Kills everything that a node runs, as a power cut would.</summary>
    /// <returns>How many containers were killed.</returns>
    public Task<int> KillNodeAsync(string node, CancellationToken cancellationToken) =>
        KillAsync([$"{DockerLabels.Node}={node}", DockerLabels.Role], cancellationToken);

    /// <inheritdoc />
    public Task IntrudeAsync(string node, string name, CancellationToken cancellationToken) => engine.RunAsync(
        $"{name}-{Guid.NewGuid().ToString("N")[..5]}", DuckImage.Name,
        new Dictionary<string, string>(StringComparer.Ordinal) { [DockerLabels.Cluster] = cluster, [DockerLabels.Node] = node }, cancellationToken);

    /// <inheritdoc />
    public void Dispose() => engine.Dispose();

    private async Task<int> KillAsync(IReadOnlyList<string> labels, CancellationToken cancellationToken)
    {
        var found = await engine.ListAsync(labels, cancellationToken);
        var running = found.Where(container => container.Running && DockerLabels.ClusterOf(container.Labels) == cluster).ToList();
        await Task.WhenAll(running.Select(container => engine.KillAsync(container.Id, cancellationToken)));
        return running.Count;
    }
}
