using DuckBus.Client.Objects;
using DuckBus.Controllers.Nodes;
using DuckBus.Model.Core;

namespace DuckBus.Controllers.Tests.Cluster;

public sealed class NodeTests
{
    private static string? Ready(Node node) => Conditions.Find(node.Status.Conditions, "Ready")?.Status;

    [Fact]
    public async Task The_pods_of_a_lost_node_run_elsewhere_and_when_it_returns_none_runs_twice()
    {
        await using var cluster = await TestCluster.StartAsync(TestCluster.Fast, scheduler: true, "node-1", "node-2", "node-3");
        await cluster.Api.CreateAsync(ReplicaSetTests.New("web", 6), default);
        await cluster.UntilPodsAsync("six run", pods => pods.Count(Pods.IsReady) == 6);

        await cluster.StopNodeAsync("node-1");
        await cluster.UntilPodsAsync("six run elsewhere", pods => pods.Count(pod => Pods.IsReady(pod) && Pods.IsActive(pod) && pod.Spec.NodeName != "node-1") == 6);
        await cluster.UntilPodsAsync("the lost ones terminate and are not ready", pods =>
            pods.Where(pod => pod.Spec.NodeName == "node-1").ToList() is { Count: 2 } lost && lost.All(pod => Pods.IsTerminating(pod) && !Pods.IsReady(pod)));
        await cluster.UntilAsync<Node>("the node says so", nodes =>
            nodes.Single(node => node.Metadata.Name == "node-1") is var lost && Ready(lost) == "Unknown"
            && lost.Spec.Taints!.Count(taint => taint.Key == NodeVerdict.Unreachable) == 2, ns: null);
        await cluster.UntilAsync<Event>("there is an event", events => events.Any(each => each.Reason == "NodeNotReady"), ns: null);

        await cluster.StartNodeAsync("node-1");
        await cluster.UntilAsync<Node>("the node is ready and clean", nodes =>
            nodes.All(node => Ready(node) == "True" && node.Spec.Taints is null or { Count: 0 }), ns: null);
        await cluster.UntilPodsAsync("six are left", pods => pods.Count == 6 && pods.All(Pods.IsReady));
        await cluster.UntilAsync<Event>("there is an event", events => events.Any(each => each.Reason == "NodeReady"), ns: null);
    }

    [Fact]
    public async Task The_pods_of_a_deleted_node_are_removed_by_force()
    {
        await using var cluster = await TestCluster.StartAsync(TestCluster.Fast, scheduler: true, "node-1", "node-2");
        await cluster.Api.CreateAsync(ReplicaSetTests.New("web", 4), default);
        await cluster.UntilPodsAsync("four run", pods => pods.Count(Pods.IsReady) == 4);
        await cluster.StopNodeAsync("node-1");
        await cluster.Api.DeleteAsync<Node>(null, "node-1", new(), default);
        await cluster.UntilPodsAsync("all are on the other node and nothing is left", pods =>
            pods.Count == 4 && pods.All(pod => pod.Spec.NodeName == "node-2" && Pods.IsReady(pod)));
    }
}
