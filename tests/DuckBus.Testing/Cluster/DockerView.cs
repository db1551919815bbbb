
namespace DuckBus.Testing.Cluster;

/// <summary>What <c>docker ps</c> shows of one cluster.</summary>
public sealed class DockerView(string endpoint, string cluster)
{
    /// <summary>The running application containers (no sandboxes) as <c>id|pod|container|node</c>.</summary>
    public async Task<IReadOnlyList<DockerContainer>> RunningAsync() => await ListAsync(all: false, "duckbus.role=container");

    /// <summary>Everything of the cluster, also stopped containers and sandboxes.</summary>
    /// <param name="gateway">Whether the gateway, which is of no pod, counts too.</param>
    public async Task<IReadOnlyList<DockerContainer>> EverythingAsync(bool gateway = false) =>
        [.. (await ListAsync(all: true, null)).Where(container => gateway || container.Role != "gateway")];

    public Task<string> RunAsync(params string[] arguments) => Shell.RunAsync("docker", ["-H", endpoint, .. arguments]);

    /// <summary>kill -9 of the container's process, as a crash.</summary>
    public Task KillAsync(string id) => RunAsync("kill", "-s", "KILL", id);

    /// <summary>Removes what a test left behind.</summary>
    public async Task RemoveEverythingAsync()
    {
        var left = await EverythingAsync(gateway: true);
        if (left.Count > 0) await RunAsync(["rm", "--force", .. left.Select(container => container.Id)]);
        await Shell.TryAsync("docker", "-H", endpoint, "network", "rm", cluster);
    }

    private async Task<IReadOnlyList<DockerContainer>> ListAsync(bool all, string? label)
    {
        List<string> arguments =
        [
            "ps", "--no-trunc", "--filter", $"label=duckbus.cluster={cluster}", "--format",
            "{{.ID}}|{{.Label \"duckbus.pod.namespace\"}}|{{.Label \"duckbus.pod.name\"}}|{{.Label \"duckbus.pod.uid\"}}|{{.Label \"duckbus.container.name\"}}|{{.Label \"duckbus.node\"}}|{{.Label \"duckbus.role\"}}|{{.State}}",
        ];
        if (all) arguments.Add("--all");
        if (label is not null) arguments.AddRange(["--filter", $"label={label}"]);
        var output = await RunAsync([.. arguments]);
        return
        [
            .. output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split('|'))
                .Select(f => new DockerContainer(f[0], f[1], f[2], f[3], f[4], f[5], f[6], f[7])),
        ];
    }
}
