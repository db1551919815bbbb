using DuckBus.Testing;
using DuckBus.Testing.Cluster;

namespace DuckBus.Cluster.Tests;

/// <summary>A kubelet that is started by a supervisor, while the rest of its machine is starting too.</summary>
public sealed class KubeletStartTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task It_waits_for_the_engine_that_it_was_told_to_use()
    {
        var directory = Directory.CreateTempSubdirectory("duckbus-kubelet-").FullName;
        var engine = await DockerEngine.SharedAsync();
        var socket = Path.Combine(directory, "docker.sock");
        await using var kubelet = await DuckBusProcess.StartAsync("kubelet", new Dictionary<string, string> { ["DOCKER_HOST"] = $"unix://{socket}" },
            "kubelet", "--node", "node-1", "--runtime", "docker", "--cluster", "k" + Guid.NewGuid().ToString("N")[..8],
            "--data", directory, "--api", $"http://127.0.0.1:{FreePort.Next()}", "--service-cluster-ip-range", ServiceRanges.Next());
        await SaysAsync(kubelet, $"trying again every second: No Docker engine: {socket} is not there");

        File.CreateSymbolicLink(socket, engine.Endpoint.AbsolutePath);

        await SaysAsync(kubelet, $" at {socket}");
        await SaysAsync(kubelet, "API unreachable");
        (await kubelet.StopAsync()).ShouldBe(0, kubelet.Tail);
        Directory.Delete(directory, recursive: true);
    }

    private static Task SaysAsync(DuckBusProcess kubelet, string text) => Eventually.Async(
        $"the kubelet says {text}", Patience, () => !kubelet.Running || kubelet.Output.Contains(text, StringComparison.Ordinal), () => kubelet.Tail);
}
