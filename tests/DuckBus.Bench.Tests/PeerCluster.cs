using DuckBus.Testing;
using DuckBus.Testing.Cluster;

namespace DuckBus.Bench.Tests;

/// <summary>A cluster with a kubeconfig, of files instead of containers: HTTPS, its own authority, a client certificate.</summary>
public sealed class PeerCluster : IAsyncLifetime
{
    private readonly PrivateDirectory directory = PrivateDirectory.Create("bench-peer");
    private DuckBusProcess run = null!;

    public string Kubeconfig => directory["kubeconfig"];

    /// <summary>A file beside its kubeconfig.</summary>
    public string this[string name] => directory[name];

    public async ValueTask InitializeAsync()
    {
        run = await DuckBusProcess.StartAsync("run", new Dictionary<string, string>(),
            "run", "--runtime", "file", "--data", directory.Path, "--port", $"{FreePort.Next()}", "--https-port", $"{FreePort.Next()}",
            "--cluster", "p" + Guid.NewGuid().ToString("N")[..8], "--service-cluster-ip-range", ServiceRanges.Next());
        await Eventually.Async("duckbus run is ready", TimeSpan.FromSeconds(60), () => !run.Running || run.Output.Contains("Ctrl-C stops it", StringComparison.Ordinal), () => run.Tail);
    }

    public async ValueTask DisposeAsync()
    {
        var code = await run.StopAsync();
        directory.Dispose();
        code.ShouldBe(0, run.Tail);
    }
}
