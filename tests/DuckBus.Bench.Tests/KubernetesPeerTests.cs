using DuckBus.Bench.Contenders;
using DuckBus.Testing;
using DuckBus.Testing.Cluster;

namespace DuckBus.Bench.Tests;

/// <summary>The script for any Kubernetes, against DuckBus by its own kubeconfig: HTTPS, the cluster's authority, a client certificate.</summary>
public sealed class KubernetesPeerTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task The_whole_script_works_through_a_kubeconfig()
    {
        var directory = Directory.CreateTempSubdirectory("duckbus-peer-").FullName;
        await using var run = await DuckBusProcess.StartAsync("run", new Dictionary<string, string>(),
            "run", "--runtime", "file", "--data", directory, "--port", $"{FreePort.Next()}", "--https-port", $"{FreePort.Next()}",
            "--cluster", "p" + Guid.NewGuid().ToString("N")[..8], "--service-cluster-ip-range", ServiceRanges.Next());
        await Eventually.Async("duckbus run is ready", Patience, () => !run.Running || run.Output.Contains("Ctrl-C stops it", StringComparison.Ordinal), () => run.Tail);
        using var deadline = new CancellationTokenSource(Patience * 2);
        await using var cluster = new KubernetesCluster("itself", KubeconfigFile.Connect(Path.Combine(directory, "kubeconfig")), "duckbus/duck:local", kill: null);

        await cluster.RunPodsAsync("single", 3, deadline.Token);
        await cluster.DeclareAsync("set", 0, deadline.Token);
        await cluster.ScaleAsync("set", 4, deadline.Token);
        await cluster.ReplaceAsync("set", deadline.Token);
        await cluster.RollAsync("set", deadline.Token);
        (await cluster.RestartAsync("set", deadline.Token)).ShouldBeFalse("nobody can kill a container from here");
        await cluster.ClearAsync(deadline.Token);

        (await run.StopAsync()).ShouldBe(0, run.Tail);
        Directory.Delete(directory, recursive: true);
    }
}
