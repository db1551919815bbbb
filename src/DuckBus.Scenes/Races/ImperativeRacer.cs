using DuckBus.Scenes.Clusters;
using DuckBus.Scenes.Nodes;

namespace DuckBus.Scenes.Races;

/// <summary>The brain that sends commands. Each command is a message, and so is its answer.</summary>
internal sealed class ImperativeRacer(ImperativeCluster cluster) : IRacer
{
    private long calls;

    public string Design => "imperative";

    public bool Heals => false;

    public INodeHands Hands => cluster.Hands;

    public Task StartAsync(string name, CancellationToken stop)
    {
        calls++;
        return cluster.Api.StartAsync(name, stop);
    }

    public Task LoseNodeAsync(string node, CancellationToken stop) => cluster.KillAsync(node, stop);

    public async Task<(long Messages, long ApiCalls)> EffortAsync(CancellationToken stop) =>
        (2 * await Metrics.SumAsync(cluster.Rest, "duckbus_commands_total", stop), calls);

    public ValueTask DisposeAsync() => cluster.DisposeAsync();
}
