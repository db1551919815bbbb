using DuckBus.Testing;
using DuckBus.Testing.Cluster;
using DuckBus.Testing.Kubernetes;

namespace DuckBus.Cluster.Tests;

/// <summary>A namespace of a test's own on the shared cluster, and the newest kubectl in it. All that it holds goes with it.</summary>
public sealed class OwnNamespace : IAsyncDisposable
{
    private readonly TestCluster cluster;

    private OwnNamespace(TestCluster cluster, string prefix)
    {
        this.cluster = cluster;
        Name = $"{prefix}-{Guid.NewGuid().ToString("N")[..8]}";
        Directory = PrivateDirectory.Create(prefix);
        Kubectl = new Kubectl(KubectlProgram.Installed[^1], Directory["kubeconfig"], Name);
    }

    /// <summary>What it is called.</summary>
    public string Name { get; }

    /// <summary>For files that kubectl is to read.</summary>
    public PrivateDirectory Directory { get; }

    /// <summary>kubectl, with this namespace as its own.</summary>
    public Kubectl Kubectl { get; }

    /// <summary>Creates one.</summary>
    public static async Task<OwnNamespace> CreateAsync(TestCluster cluster, string prefix)
    {
        var created = new OwnNamespace(cluster, prefix);
        await File.WriteAllTextAsync(created.Directory["kubeconfig"], $"""
            apiVersion: v1
            kind: Config
            current-context: test
            contexts:
            - name: test
              context:
                cluster: test
            clusters:
            - name: test
              cluster:
                server: {cluster.FirstApi}
            """);
        await created.Kubectl.SaysAsync($"create namespace {created.Name}");
        return created;
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await Kubectl.RunAsync("delete deployment,service,pod --all --now");
        await Kubectl.RunAsync($"delete namespace {Name} --wait=false");
        await cluster.ClearAsync();
        Kubectl.Dispose();
        Directory.Dispose();
    }
}
