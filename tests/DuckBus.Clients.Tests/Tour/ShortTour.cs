namespace DuckBus.Clients.Tests.Tour;

/// <summary>A walk through the most used verbs, for the versions between the oldest and the newest.</summary>
public sealed class ShortTour(KubectlCluster cluster)
{
    [Theory]
    [MemberData(nameof(KubectlCluster.Others), MemberType = typeof(KubectlCluster))]
    public async Task It_applies_looks_changes_and_deletes(string version)
    {
        using var kubectl = await cluster.KubectlAsync(version);
        kubectl.Write("web.yaml", Manifests.Deployment("web"));
        await kubectl.SaysAsync("create configmap conf --from-literal=a=1", "configmap/conf created");
        await kubectl.SaysAsync("apply -f web.yaml", "deployment.apps/web created");
        await kubectl.SaysAsync("rollout status deploy/web --timeout=60s", "successfully rolled out");
        await kubectl.SaysAsync("get pods -o wide", "web-* 1/1 Running 0");
        await kubectl.SaysAsync("explain deployment.spec.replicas", "replicas <integer>");
        await kubectl.ComesAsync("logs deploy/web", "quacks on port 8080");
        await kubectl.SaysAsync("exec deploy/web -- echo hello", "hello");
        await kubectl.SaysAsync("set env deploy/web A=1", "env updated");
        await kubectl.SaysAsync("label deploy web tier=front", "labeled");
        await kubectl.SaysAsync("scale deploy/web --replicas=0", "scaled");
        await kubectl.SaysAsync("describe deploy web", "Name: web");
        await kubectl.SaysAsync("apply --server-side -f web.yaml --force-conflicts", "serverside-applied");
        await kubectl.SaysAsync("auth can-i get pods", "yes");
        await kubectl.SaysAsync("delete -f web.yaml", "deployment.apps \"web\" deleted");
    }
}
