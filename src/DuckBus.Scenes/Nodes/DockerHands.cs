using DuckBus.Kubelet.Docker;
using DuckBus.Kubelet.Images;

namespace DuckBus.Scenes.Nodes;

/// <summary>Nodes whose containers are in a Docker engine.</summary>
internal sealed class DockerHands(EngineHands engine, string cluster) : INodeHands
{
    private const string Unclaimed = "";
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(50);

    public async Task<IReadOnlyList<OnNode>> RunningAsync(CancellationToken stop) =>
    [
        .. (await NodesAsync(stop))
            .Where(container => container.Running && container.Label(DockerLabels.Role) is DockerLabels.Container or null)
            .Select(container => new OnNode(container.Label(DockerLabels.Node)!, container.Label(DockerLabels.ContainerName) ?? container.Name, container.Id)),
    ];

    public string IntrudeCommand(string node, string name) =>
        $"docker run -d --label {DockerLabels.Node}={node}{(cluster == DockerLabels.DefaultCluster ? "" : $" --label {DockerLabels.Cluster}={cluster}")} --name {name} {DuckImage.Name}";

    public async Task<string> IntrudeAsync(string node, string name, CancellationToken stop)
    {
        var labels = new Dictionary<string, string>(StringComparer.Ordinal) { [DockerLabels.Node] = node, [DockerLabels.Cluster] = cluster };
        for (var number = 1; ; number++)
        {
            var free = number == 1 ? name : $"{name}-{number}";
            if (await engine.RunAsync(free, DuckImage.Name, labels, stop) is not null) return free;
        }
    }

    public string CrashCommand(OnNode container) => $"docker kill {container.Id[..12]}";

    public Task CrashAsync(OnNode container, CancellationToken stop) => engine.KillAsync(container.Id, stop);

    public async Task ClearAsync(Func<string, bool> which, CancellationToken stop)
    {
        var left = (await NodesAsync(stop)).Where(container => which(container.Label(DockerLabels.PodName) ?? container.Name));
        await Task.WhenAll(left.Select(container => engine.RemoveAsync(container.Id, stop)));
    }

    public async Task CutPowerAsync(string node, CancellationToken stop)
    {
        while ((await NodesAsync(stop)).Where(container => container.Running && container.Label(DockerLabels.Node) == node).ToList() is { Count: > 0 } alive)
        {
            await Task.WhenAll(alive.Select(container => engine.KillAsync(container.Id, stop)));
            await Task.Delay(Look, stop);
        }
    }

    private async Task<IEnumerable<EngineContainer>> NodesAsync(CancellationToken stop) =>
        (await engine.ListAsync([DockerLabels.Node], stop))
        .Where(container => (container.Label(DockerLabels.Cluster) ?? DockerLabels.DefaultCluster) == cluster && container.Label(DockerLabels.Node) != Unclaimed);
}
