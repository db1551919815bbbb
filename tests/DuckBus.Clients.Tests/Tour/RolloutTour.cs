namespace DuckBus.Clients.Tests.Tour;

/// <summary>Changing what runs.</summary>
public sealed class RolloutTour(KubectlCluster cluster)
{
    [Theory]
    [MemberData(nameof(KubectlCluster.Full), MemberType = typeof(KubectlCluster))]
    public async Task It_rolls_out_and_back(string version)
    {
        using var kubectl = await cluster.KubectlAsync(version);
        kubectl.Write("web.yaml", Manifests.Deployment("web"));
        await kubectl.SaysAsync("apply -f web.yaml", "created");
        await kubectl.SaysAsync("wait deploy/web --for=condition=Available --timeout=60s", "deployment.apps/web condition met");
        await kubectl.SaysAsync("set env deploy/web VERSION=2", "env updated");
        await kubectl.SaysAsync("rollout status deploy/web --timeout=60s", "successfully rolled out");
        await kubectl.SaysAsync("rollout history deploy/web", "REVISION CHANGE-CAUSE", "1 <none>", "2 <none>");
        await kubectl.SaysAsync("rollout history deploy/web --revision=2", "VERSION: 2");
        await kubectl.SaysAsync("rollout undo deploy/web", "deployment.apps/web rolled back");
        await kubectl.SaysAsync("rollout status deploy/web --timeout=60s", "successfully rolled out");
        (await kubectl.SaysAsync("get deploy web -o 'jsonpath={.spec.template.spec.containers[0].env}'")).ShouldNotContain("VERSION");
        await kubectl.SaysAsync("rollout pause deploy/web", "deployment.apps/web paused");
        await kubectl.FailsAsync("rollout undo deploy/web", "paused");
        await kubectl.SaysAsync("rollout resume deploy/web", "deployment.apps/web resumed");
        await kubectl.SaysAsync("rollout restart deploy/web", "deployment.apps/web restarted");
        await kubectl.SaysAsync("rollout status deploy/web --timeout=60s", "successfully rolled out");
        await kubectl.SaysAsync("get deploy web -o yaml", "kubectl.kubernetes.io/restartedAt:");
    }

    [Theory]
    [MemberData(nameof(KubectlCluster.Full), MemberType = typeof(KubectlCluster))]
    public async Task It_scales_and_sets(string version)
    {
        using var kubectl = await cluster.KubectlAsync(version);
        kubectl.Write("web.yaml", Manifests.Deployment("web"));
        await kubectl.SaysAsync("apply -f web.yaml", "created");
        await kubectl.SaysAsync("scale deploy/web --replicas=2", "deployment.apps/web scaled");
        await kubectl.SaysAsync("scale deploy/web --current-replicas=2 --replicas=3", "scaled");
        await kubectl.FailsAsync("scale deploy/web --current-replicas=7 --replicas=1", "Expected replicas to be 7, was 3");
        await kubectl.ComesAsync("get deploy web", "web 3/3 3 3");
        await kubectl.SaysAsync("set image deploy/web duck=duckbus/duck:other", "deployment.apps/web image updated");
        await kubectl.SaysAsync("set image deploy/web *=duckbus/duck:local", "deployment.apps/web image updated");
        await kubectl.SaysAsync("set resources deploy/web --requests=cpu=10m --limits=memory=64Mi", "deployment.apps/web resource requirements updated");
        await kubectl.SaysAsync("set serviceaccount deploy/web default", "deployment.apps/web serviceaccount updated");
        await kubectl.SaysAsync("set env deploy/web A=1 B=2", "env updated");
        await kubectl.SaysAsync("set env deploy/web A-", "env updated");
        await kubectl.SaysAsync("set env deploy/web --list", "B=2");
        await kubectl.SaysAsync("get deploy web -o 'jsonpath={.spec.template.spec.containers[0].resources}'", "\"memory\":\"64Mi\"", "\"cpu\":\"10m\"");
    }
}
