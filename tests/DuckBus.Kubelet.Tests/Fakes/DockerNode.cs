using DuckBus.Gateway;
using DuckBus.Kubelet.Docker;
using DuckBus.Kubelet.Images;
using DuckBus.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace DuckBus.Kubelet.Tests.Fakes;

/// <summary>A kubelet with an API to play with and a real Docker engine.</summary>
internal sealed class DockerNode : IAsyncLifetime
{
    public DockerEndpoint Endpoint { get; private set; } = null!;

    public string Cluster { get; } = $"kubelet-test-{Guid.NewGuid():N}"[..22];

    public ServiceRange Range { get; } = ServiceRange.Parse(ServiceRanges.Next());

    public TestNode Node { get; } = new();

    public DockerRuntime Runtime { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Endpoint = DockerEndpoint.Parse((await DockerEngine.SharedAsync()).Endpoint.ToString());
        await DuckImage.EnsureAsync(Endpoint, TimeProvider.System, NullLogger.Instance, CancellationToken.None);
        Runtime = new DockerRuntime(Endpoint, Cluster, Range, "node-1", TimeProvider.System, NullLogger.Instance);
        Node.Options = Node.Options with { Cluster = Cluster, Resync = TimeSpan.FromSeconds(1) };
    }

    /// <summary>The volumes that the engine has of this cluster.</summary>
    public async Task<IReadOnlyList<string>> VolumesAsync()
    {
        using var client = new DockerClient(Endpoint, TimeProvider.System);
        return [.. (await client.ListVolumesAsync($"{DockerLabels.Cluster}={Cluster}", CancellationToken.None)).Select(one => one.Name)];
    }

    public async ValueTask DisposeAsync()
    {
        await Node.DisposeAsync();
        await Runtime.DisposeAsync();
        await DockerCleaner.CleanAsync(Endpoint, Cluster, TimeProvider.System, CancellationToken.None);
    }
}
