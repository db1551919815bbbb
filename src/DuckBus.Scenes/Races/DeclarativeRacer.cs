using DuckBus.Scenes.Clusters;
using DuckBus.Scenes.Nodes;

namespace DuckBus.Scenes.Races;

/// <summary>The declarative cluster, with or without its bus.</summary>
internal sealed class DeclarativeRacer(string design, DeclarativeCluster cluster) : IRacer
{
    public string Design => design;

    public bool Heals => true;

    public INodeHands Hands => cluster.Hands;

    public Task StartAsync(string name, CancellationToken stop) => cluster.Api.DeclareAsync(name, stop);

    public Task LoseNodeAsync(string node, CancellationToken stop) => cluster.KillAsync(node, stop);

    public async Task<(long Messages, long ApiCalls)> EffortAsync(CancellationToken stop) => (
        design == "bus" ? await Metrics.SumAsync(cluster.Rest, "duckbus_published_changes_total", stop) : 0,
        await Metrics.SumAsync(cluster.Rest, "duckbus_api_request_seconds_count", stop));

    public ValueTask DisposeAsync() => cluster.DisposeAsync();
}
