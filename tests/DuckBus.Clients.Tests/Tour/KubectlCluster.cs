using DuckBus.Testing;
using DuckBus.Testing.Cluster;
using DuckBus.Testing.Kubernetes;

[assembly: AssemblyFixture(typeof(DuckBus.Clients.Tests.Tour.KubectlCluster))]

namespace DuckBus.Clients.Tests.Tour;

/// <summary>One cluster for the whole tour, as <c>duckbus run</c> starts it: three nodes on the Docker engine.</summary>
public sealed class KubectlCluster : IAsyncLifetime
{
    private readonly PrivateDirectory directory = PrivateDirectory.Create("tour");
    private readonly string name = "k" + Guid.NewGuid().ToString("N")[..8];
    private readonly int port = FreePort.Next();
    private DuckBusProcess run = null!;
    private DockerView docker = null!;
    private Rest api = null!;

    /// <summary>The versions that go the whole way: the oldest and the newest.</summary>
    public static TheoryData<string> Full =>
        [.. new[] { KubectlProgram.Installed[0], KubectlProgram.Installed[^1] }.Distinct().Select(program => program.ToString())];

    /// <summary>The versions that go the short way: all others, or the newest if there are no others.</summary>
    public static TheoryData<string> Others =>
        [.. KubectlProgram.Installed.Skip(1).SkipLast(1).DefaultIfEmpty(KubectlProgram.Installed[^1]).Select(program => program.ToString())];

    /// <inheritdoc />
    public async ValueTask InitializeAsync()
    {
        var engine = await DockerEngine.SharedAsync();
        docker = new DockerView(engine.Endpoint.ToString(), name);
        await Shell.RunAsync("env", $"DOCKER_HOST={engine.Endpoint}", Repository.Program, "images");
        run = await DuckBusProcess.StartAsync("run", new Dictionary<string, string> { ["DOCKER_HOST"] = engine.Endpoint.ToString() },
            "run", "--data", directory.Path, "--port", $"{port}", "--cluster", name, "--nodes", "3", "--runtime", "docker", "--service-cluster-ip-range", ServiceRanges.Next());
        api = new Rest(new Uri($"http://127.0.0.1:{port}"));
        await Eventually.Async("three nodes are Ready", TimeSpan.FromSeconds(60),
            async () => (await api.ItemsAsync("/api/v1/nodes")).Count(TestCluster.IsReady) == 3, () => run.Tail);
    }

    /// <summary>The file that says where the cluster is.</summary>
    public string Kubeconfig => directory["kubeconfig"];

    /// <summary>The newest kubectl, in a new namespace.</summary>
    public Task<Kubectl> KubectlAsync() => KubectlAsync($"{KubectlProgram.Installed[^1]}");

    /// <summary>A kubectl of a version, in a new namespace.</summary>
    public async Task<Kubectl> KubectlAsync(string version)
    {
        var ns = $"tour-{Guid.NewGuid().ToString("N")[..8]}";
        await api.PostAsync("/api/v1/namespaces", $$$"""{"metadata":{"name":"{{{ns}}}"}}""");
        return new Kubectl(KubectlProgram.Of(version), Kubeconfig, ns);
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        api?.Dispose();
        if (run is not null)
        {
            await run.StopAsync(TimeSpan.FromSeconds(60));
            await run.DisposeAsync();
            await docker.RemoveEverythingAsync();
        }

        directory.Dispose();
    }
}
