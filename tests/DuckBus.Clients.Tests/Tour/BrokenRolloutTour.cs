namespace DuckBus.Clients.Tests.Tour;

/// <summary>Rollouts that do not go straight through.</summary>
public sealed class BrokenRolloutTour(KubectlCluster cluster)
{
    private const string Sizes = "get rs --sort-by=.metadata.creationTimestamp -o 'jsonpath={.items[*].spec.replicas}'";

    [Theory]
    [MemberData(nameof(KubectlCluster.Full), MemberType = typeof(KubectlCluster))]
    public async Task A_broken_image_leaves_the_old_pods_and_undo_brings_them_all_back(string version)
    {
        using var kubectl = await cluster.KubectlAsync(version);
        kubectl.Write("web.yaml", Manifests.Deployment("web", 5));
        await kubectl.SaysAsync("apply -f web.yaml", "created");
        await kubectl.SaysAsync("annotate deploy web kubernetes.io/change-cause=first", "deployment.apps/web annotate");
        await kubectl.SaysAsync("rollout status deploy/web --timeout=60s", "successfully rolled out");
        await kubectl.SaysAsync("patch deploy web -p '{\"spec\":{\"progressDeadlineSeconds\":3}}'", "patched");
        await kubectl.SaysAsync("set image deploy/web duck=duckbus/nope:none", "image updated");
        await kubectl.SaysAsync("annotate --overwrite deploy web kubernetes.io/change-cause=broken", "deployment.apps/web annotate");
        await kubectl.FailsAsync("rollout status deploy/web --timeout=60s", "exceeded its progress deadline");
        await kubectl.SaysAsync(Sizes, "4 3");
        await kubectl.SaysAsync("get deploy web", "web 4/5 3 4");
        await kubectl.SaysAsync("describe deploy web", "Progressing False ProgressDeadlineExceeded", "Available True MinimumReplicasAvailable");

        await kubectl.SaysAsync("scale deploy web --replicas=10", "scaled");
        await kubectl.ComesAsync(Sizes, "7 6");

        await kubectl.SaysAsync("rollout history deploy/web", "1 first", "2 broken");
        await kubectl.SaysAsync("rollout history deploy/web --revision=2", "duckbus/nope:none");
        await kubectl.SaysAsync("patch deploy web -p '{\"spec\":{\"progressDeadlineSeconds\":60}}'", "patched");
        await kubectl.SaysAsync("rollout undo deploy/web --to-revision=1", "rolled back");
        await kubectl.SaysAsync("rollout status deploy/web --timeout=60s", "successfully rolled out");
        await kubectl.SaysAsync(Sizes, "10 0");
        await kubectl.SaysAsync("rollout history deploy/web", "2 broken", "3 first");
        await kubectl.SaysAsync("get rs --sort-by=.metadata.creationTimestamp -o 'jsonpath={.items[0].metadata.annotations}'", "\"deployment.kubernetes.io/revision-history\":\"1\"");
    }

    [Theory]
    [MemberData(nameof(KubectlCluster.Full), MemberType = typeof(KubectlCluster))]
    public async Task A_paused_rollout_collects_changes_and_is_scaled_all_the_same(string version)
    {
        using var kubectl = await cluster.KubectlAsync(version);
        kubectl.Write("web.yaml", Manifests.Deployment("web", 2));
        await kubectl.SaysAsync("apply -f web.yaml", "created");
        await kubectl.SaysAsync("rollout status deploy/web --timeout=60s", "successfully rolled out");
        await kubectl.SaysAsync("rollout pause deploy/web", "paused");
        await kubectl.SaysAsync("set env deploy/web VERSION=2", "env updated");
        await kubectl.SaysAsync("set env deploy/web COLOR=blue", "env updated");
        await kubectl.SaysAsync("scale deploy web --replicas=3", "scaled");
        await kubectl.ComesAsync("get deploy web", "web 3/3 0 3");
        await kubectl.ComesAsync("describe deploy web", "Progressing Unknown DeploymentPaused");
        await kubectl.SaysAsync("rollout resume deploy/web", "resumed");
        await kubectl.SaysAsync("rollout status deploy/web --timeout=60s", "successfully rolled out");
        await kubectl.SaysAsync(Sizes, "0 3");
        await kubectl.SaysAsync("rollout restart deploy/web", "restarted");
        await kubectl.SaysAsync("rollout status deploy/web --timeout=60s", "successfully rolled out");
        await kubectl.SaysAsync(Sizes, "0 0 3");
    }

    [Theory]
    [MemberData(nameof(KubectlCluster.Full), MemberType = typeof(KubectlCluster))]
    public async Task Recreate_never_runs_old_and_new_together(string version)
    {
        using var kubectl = await cluster.KubectlAsync(version);
        kubectl.Write("web.yaml", Manifests.Deployment("web", 2).Replace("  replicas:", "  strategy: {type: Recreate}\n  replicas:", StringComparison.Ordinal));
        await kubectl.SaysAsync("apply -f web.yaml", "created");
        await kubectl.SaysAsync("rollout status deploy/web --timeout=60s", "successfully rolled out");
        await kubectl.SaysAsync("set env deploy/web VERSION=2", "env updated");
        await kubectl.SaysAsync("rollout status deploy/web --timeout=60s", "successfully rolled out");
        await kubectl.SaysAsync("get events -o 'jsonpath={range .items[?(@.reason==\"ScalingReplicaSet\")]}{.message};{end}'", "Scaled down replica set", "from 2 to 0");
    }
}
