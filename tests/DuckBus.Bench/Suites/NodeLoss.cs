using System.Text.Json.Nodes;
using DuckBus.Bench.Contenders;
using DuckBus.Testing.Cluster;

namespace DuckBus.Bench.Suites;

/// <summary>A node ends without a word: how long until all replicas run on the others. Milliseconds.</summary>
public static class NodeLoss
{
    private const string Set = "lost";
    private const int Replicas = 6;

    /// <summary>In a cluster of three nodes, whose kubelet is killed.</summary>
    public static async Task<List<double>> OfDuckBusAsync(TestCluster cluster, KubernetesCluster ours, int rounds)
    {
        var took = new List<double>();
        for (var round = 0; round < rounds; round++)
        {
            await ours.DeclareAsync(Set, Replicas, CancellationToken.None);
            await using var watch = await PodWatch.StartAsync(cluster.Api.Http, $"/api/v1/namespaces/default/pods?labelSelector=app={Set}", CancellationToken.None);
            bool Elsewhere(JsonNode pod) => PodWatch.Runs(pod) && (string?)pod["spec"]!["nodeName"] != "node-1";
            took.Add(await Alternate.TimeAsync(async () =>
            {
                await cluster.Parts["node-1"].KillAsync();
                await watch.UntilAsync(Replicas, Elsewhere, CancellationToken.None);
            }));
            await cluster.Parts["node-1"].StartAgainAsync();
            await cluster.NodesAreReadyAsync(3, TimeSpan.FromSeconds(60));
            await ours.ClearAsync(CancellationToken.None);
        }

        return took;
    }

    /// <summary>In a swarm of two engines, of which the worker is killed.</summary>
    public static async Task<double> OfSwarmAsync(Swarm swarm, SwarmWorker worker, CancellationToken cancellationToken)
    {
        await swarm.DeclareAsync(Set, Replicas, cancellationToken);
        if (await swarm.RunningOnAsync(Set, worker.Node, cancellationToken) == 0)
            throw new InvalidOperationException("Swarm runs no task on the worker, so there is nothing to lose");
        var took = await Alternate.TimeAsync(async () =>
        {
            await worker.KillAsync();
            await swarm.RunElsewhereAsync(Set, Replicas, worker.Node, cancellationToken);
        });
        await swarm.ClearAsync(cancellationToken);
        await swarm.ForgetAsync(worker.Node, cancellationToken);
        return took;
    }
}
