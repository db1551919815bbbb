using System.Text.Json.Nodes;
using DuckBus.Bench.Contenders;
using DuckBus.Testing.Cluster;

namespace DuckBus.Bench.Suites;

/// <summary>A node ends without a word: how long until all replicas run on the others. Milliseconds.</summary>
public static class NodeLoss
{
    private const string Set = "lost";
    private const string Victim = "node-1";
    private const int Replicas = 6;

    /// <summary>
    /// In a cluster of three nodes, whose kubelet is killed; and the floor of each round: what was left of the node's lease, and then as many
    /// pods by bare Engine calls as were lost.
    /// </summary>
    public static async Task<(IReadOnlyList<double> Ours, IReadOnlyList<double> Floor)> OfDuckBusAsync(TestCluster cluster, KubernetesCluster ours, BareDocker bare, int rounds)
    {
        var (took, floor) = (new List<double>(), new List<double>());
        for (var round = 0; round < rounds; round++)
        {
            await ours.DeclareAsync(Set, Replicas, CancellationToken.None);
            await using var watch = await PodWatch.StartAsync(cluster.Api.Http, $"/api/v1/namespaces/default/pods?labelSelector=app={Set}", CancellationToken.None);
            bool Elsewhere(JsonNode pod) => PodWatch.Runs(pod) && (string?)pod["spec"]!["nodeName"] != Victim;
            var lost = Replicas - watch.Pods.Count(Elsewhere);
            var killed = TimeProvider.System.GetUtcNow();
            took.Add(await Alternate.TimeAsync(async () =>
            {
                await cluster.Parts[Victim].KillAsync();
                await watch.UntilAsync(Replicas, Elsewhere, CancellationToken.None);
            }));
            // Nobody has renewed it since.
            var lease = (await cluster.Api.GetAsync($"/apis/coordination.k8s.io/v1/namespaces/kube-node-lease/leases/{Victim}"))["spec"]!;
            var over = (DateTimeOffset)lease["renewTime"]! + TimeSpan.FromSeconds((int)lease["leaseDurationSeconds"]!);
            await cluster.Parts[Victim].StartAgainAsync();
            await cluster.NodesAreReadyAsync(3, TimeSpan.FromSeconds(60));
            await ours.ClearAsync(CancellationToken.None);
            await Machine.QuietAsync();
            floor.Add((over - killed).TotalMilliseconds + await Alternate.TimeAsync(() => bare.RunPodsAsync(Set, lost, CancellationToken.None)));
            await bare.ClearAsync(CancellationToken.None);
        }

        return (took, floor);
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
