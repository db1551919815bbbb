namespace DuckBus.Clients.Tests.Tour;

/// <summary>Taking a node out of service and back.</summary>
[Collection(nameof(NodeTour))]
[CollectionDefinition(nameof(NodeTour), DisableParallelization = true)]
public sealed class NodeTour(KubectlCluster cluster)
{
    [Theory]
    [MemberData(nameof(KubectlCluster.Full), MemberType = typeof(KubectlCluster))]
    public async Task It_cordons_drains_and_taints(string version)
    {
        using var kubectl = await cluster.KubectlAsync(version);
        kubectl.Write("web.yaml", Manifests.Deployment("web", replicas: 3));
        await kubectl.SaysAsync("apply -f web.yaml", "created");
        await kubectl.SaysAsync("rollout status deploy/web --timeout=60s", "successfully rolled out");
        await kubectl.SaysAsync("cordon node-3", "node/node-3 cordoned");
        await kubectl.SaysAsync("get node node-3", "node-3 Ready,SchedulingDisabled");
        await kubectl.SaysAsync("drain node-3 --ignore-daemonsets --delete-emptydir-data --force --timeout=60s", "node/node-3 drained");
        await kubectl.ComesAsync("get deploy web", "web 3/3");
        (await kubectl.SaysAsync("get pods -o 'jsonpath={.items[*].spec.nodeName}'")).ShouldNotContain("node-3");
        await kubectl.SaysAsync("uncordon node-3", "node/node-3 uncordoned");
        await kubectl.SaysAsync("taint nodes node-3 pond=dry:NoSchedule", "node/node-3 tainted");
        await kubectl.SaysAsync("taint nodes node-3 pond=wet:NoSchedule --overwrite", "node/node-3 modified");
        await kubectl.SaysAsync("taint nodes node-3 pond-", "node/node-3 untainted");
    }
}
