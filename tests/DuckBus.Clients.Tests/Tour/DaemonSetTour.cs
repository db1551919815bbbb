namespace DuckBus.Clients.Tests.Tour;

/// <summary>One pod on every node.</summary>
public sealed class DaemonSetTour(KubectlCluster cluster)
{
    private const string Manifest = """
        apiVersion: apps/v1
        kind: DaemonSet
        metadata: {name: agent}
        spec:
          selector: {matchLabels: {app: agent}}
          template:
            metadata: {labels: {app: agent}}
            spec:
              terminationGracePeriodSeconds: 1
              containers:
              - {name: duck, image: "duckbus/duck:local"}

        """;

    [Theory]
    [MemberData(nameof(KubectlCluster.Full), MemberType = typeof(KubectlCluster))]
    public async Task It_is_rolled_out_and_back_on_every_node(string version)
    {
        using var kubectl = await cluster.KubectlAsync(version);
        kubectl.Write("agent.yaml", Manifest);
        await kubectl.SaysAsync("apply -f agent.yaml", "daemonset.apps/agent created");
        await kubectl.SaysAsync("rollout status ds/agent --timeout=60s", "daemon set \"agent\" successfully rolled out");
        await kubectl.SaysAsync("get ds", "NAME DESIRED CURRENT READY UP-TO-DATE AVAILABLE NODE SELECTOR AGE", "agent 3 3 3 3 3 <none>");
        await kubectl.SaysAsync("get all", "daemonset.apps/agent");
        await kubectl.SaysAsync("describe ds agent", "Desired Number of Nodes Scheduled: 3", "SuccessfulCreate");
        (await kubectl.SaysAsync("get pods -o 'jsonpath={.items[*].spec.nodeName}'")).Split(' ').Order().ShouldBe(["node-1", "node-2", "node-3"]);

        await kubectl.SaysAsync("set env ds/agent VERSION=2", "env updated");
        await kubectl.SaysAsync("rollout status ds/agent --timeout=60s", "successfully rolled out");
        await kubectl.SaysAsync("rollout history ds/agent", "1 <none>", "2 <none>");
        await kubectl.SaysAsync("rollout history ds/agent --revision=2", "VERSION: 2");
        await kubectl.SaysAsync("get controllerrevisions", "NAME CONTROLLER REVISION AGE", "daemonset.apps/agent 2");
        await kubectl.SaysAsync("rollout undo ds/agent", "daemonset.apps/agent rolled back");
        await kubectl.SaysAsync("rollout status ds/agent --timeout=60s", "successfully rolled out");
        (await kubectl.SaysAsync("get ds agent -o 'jsonpath={.spec.template.spec.containers[0].env}'")).ShouldNotContain("VERSION");
        await kubectl.SaysAsync("rollout history ds/agent", "2 <none>", "3 <none>");
        await kubectl.SaysAsync("rollout restart ds/agent", "restarted");
        await kubectl.SaysAsync("rollout status ds/agent --timeout=60s", "successfully rolled out");
        await kubectl.SaysAsync("delete ds agent", "deleted");
    }

    [Fact]
    public async Task A_drain_leaves_daemons_and_a_node_selector_moves_them()
    {
        using var kubectl = await cluster.KubectlAsync();
        kubectl.Write("agent.yaml", Manifest);
        await kubectl.SaysAsync("apply -f agent.yaml", "created");
        await kubectl.SaysAsync("rollout status ds/agent --timeout=60s", "successfully rolled out");
        await kubectl.FailsAsync("drain node-3 --pod-selector=app=agent", "cannot delete DaemonSet-managed Pods", "--ignore-daemonsets");
        await kubectl.SaysAsync("drain node-3 --ignore-daemonsets --pod-selector=app=agent", "drained");
        await kubectl.SaysAsync("get ds agent", "agent 3 3 3");
        await kubectl.SaysAsync("uncordon node-3", "uncordoned");
        await kubectl.SaysAsync("patch ds agent -p '{\"spec\":{\"template\":{\"spec\":{\"nodeSelector\":{\"kubernetes.io/hostname\":\"node-2\"}}}}}'", "patched");
        await kubectl.ComesAsync("get ds agent", "agent 1 1 1 1 1 kubernetes.io/hostname=node-2");
        await kubectl.ComesAsync("get pods -o 'jsonpath={.items[*].spec.nodeName}'", "node-2");
        await kubectl.SaysAsync("delete ds agent", "deleted");
    }
}
