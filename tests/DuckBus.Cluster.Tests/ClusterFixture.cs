using DuckBus.Testing.Cluster;

[assembly: CollectionBehavior(DisableTestParallelization = true)]

namespace DuckBus.Cluster.Tests;

/// <summary>One cluster of separate processes for all stories that share it; each leaves it healthy and empty.</summary>
public sealed class ClusterFixture : IAsyncLifetime
{
    public TestCluster Cluster { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Cluster = await TestCluster.StartAsync();

    public ValueTask DisposeAsync() => Cluster.DisposeAsync();
}
