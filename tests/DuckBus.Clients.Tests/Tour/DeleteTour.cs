using DuckBus.Testing;

namespace DuckBus.Clients.Tests.Tour;

/// <summary>Taking away.</summary>
public sealed class DeleteTour(KubectlCluster cluster)
{
    [Theory]
    [MemberData(nameof(KubectlCluster.Full), MemberType = typeof(KubectlCluster))]
    public async Task It_deletes_with_what_belongs_to_it(string version)
    {
        using var kubectl = await cluster.KubectlAsync(version);
        kubectl.Write("web.yaml", Manifests.Deployment("web"));
        foreach (var policy in new[] { "background", "foreground" })
        {
            await kubectl.SaysAsync("apply -f web.yaml", "created");
            await kubectl.ComesAsync("get pods -o name", "pod/web-");
            await kubectl.SaysAsync($"delete deploy web --cascade={policy}", "deployment.apps \"web\" deleted");
            await Eventually.Async($"nothing is left after {policy}", TimeSpan.FromSeconds(20), async () =>
                (await kubectl.SaysAsync("get deploy,rs,pods -o name")).Length == 0);
        }
    }

    [Theory]
    [MemberData(nameof(KubectlCluster.Full), MemberType = typeof(KubectlCluster))]
    public async Task It_orphans(string version)
    {
        using var kubectl = await cluster.KubectlAsync(version);
        kubectl.Write("web.yaml", Manifests.Deployment("web"));
        await kubectl.SaysAsync("apply -f web.yaml", "created");
        await kubectl.ComesAsync("get pods -o name", "pod/web-");
        await kubectl.SaysAsync("delete deploy web --cascade=orphan", "deployment.apps \"web\" deleted");
        await kubectl.SaysAsync("get rs,pods -o name", "replicaset.apps/web-", "pod/web-");
        (await kubectl.SaysAsync("get rs -o 'jsonpath={.items[*].metadata.ownerReferences}'")).ShouldBeEmpty();
        await kubectl.SaysAsync("delete rs -l app=web", "deleted");
    }

    [Theory]
    [MemberData(nameof(KubectlCluster.Full), MemberType = typeof(KubectlCluster))]
    public async Task It_deletes_in_every_manner(string version)
    {
        using var kubectl = await cluster.KubectlAsync(version);
        foreach (var name in new[] { "a", "b", "c", "d" }) await kubectl.PipedAsync(Manifests.Pod(name), "apply -f -", "created");
        await kubectl.SaysAsync("delete pod a --dry-run=server", "pod \"a\" deleted (server dry run)");
        await kubectl.SaysAsync("delete pod a --grace-period=0 --force", "pod \"a\" force deleted");
        await kubectl.SaysAsync("delete pod b --now", "pod \"b\" deleted");
        await kubectl.SaysAsync("delete pod -l app=c --wait=false", "pod \"c\" deleted");
        await kubectl.SaysAsync("delete pods --all", "pod \"d\" deleted");
        await kubectl.SaysAsync("delete pod nope --ignore-not-found");
        await kubectl.FailsAsync("delete pod nope", "pods \"nope\" not found");
        await kubectl.SaysAsync("wait pod --all --for=delete --timeout=60s");
    }
}
