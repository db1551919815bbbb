namespace DuckBus.Clients.Tests.Tour;

/// <summary>Declaring what should be, on the client and on the server.</summary>
public sealed class ApplyTour(KubectlCluster cluster)
{
    [Theory]
    [MemberData(nameof(KubectlCluster.Full), MemberType = typeof(KubectlCluster))]
    public async Task It_applies_what_changed_and_removes_what_is_left_out(string version)
    {
        using var kubectl = await cluster.KubectlAsync(version);
        kubectl.Write("web.yaml", Manifests.Deployment("web", env: "[{name: A, value: '1'}, {name: B, value: '2'}]"));
        await kubectl.SaysAsync("apply -f web.yaml", "deployment.apps/web created");
        await kubectl.SaysAsync("apply -f web.yaml", "deployment.apps/web unchanged");
        await kubectl.SaysAsync("set env deploy/web OTHER=1", "deployment.apps/web env updated");
        kubectl.Write("web.yaml", Manifests.Deployment("web", env: "[{name: C, value: '3'}, {name: B, value: '4'}]"));
        await kubectl.FailsAsync("diff -f web.yaml", "- - name: A", "+ - name: C");
        await kubectl.SaysAsync("apply -f web.yaml", "deployment.apps/web configured");
        await kubectl.SaysAsync("get deploy web -o 'jsonpath={range .spec.template.spec.containers[0].env[*]}{.name}={.value} {end}'", "C=3 B=4 OTHER=1");
        await kubectl.SaysAsync("apply view-last-applied deploy/web", "name: C");
        await kubectl.SaysAsync("diff -f web.yaml");
        await kubectl.SaysAsync("apply --dry-run=server -f web.yaml", "(server dry run)");
    }

    [Theory]
    [MemberData(nameof(KubectlCluster.Full), MemberType = typeof(KubectlCluster))]
    public async Task It_applies_on_the_server_and_tells_of_conflicts(string version)
    {
        using var kubectl = await cluster.KubectlAsync(version);
        kubectl.Write("conf.yaml", Manifests.ConfigMap("conf", "{a: '1', b: '2'}"));
        await kubectl.SaysAsync("apply --server-side -f conf.yaml", "configmap/conf serverside-applied");
        await kubectl.SaysAsync("get cm conf -o yaml --show-managed-fields", "manager: kubectl", "operation: Apply", "f:data:");
        kubectl.Write("conf.yaml", Manifests.ConfigMap("conf", "{a: '9'}"));
        await kubectl.FailsAsync("apply --server-side --field-manager=other -f conf.yaml", "Apply failed with 1 conflict: conflict with \"kubectl\": .data.a");
        await kubectl.SaysAsync("apply --server-side --field-manager=other --force-conflicts -f conf.yaml", "configmap/conf serverside-applied");
        await kubectl.SaysAsync("get cm conf -o jsonpath={.data}", "{\"a\":\"9\",\"b\":\"2\"}");
        kubectl.Write("conf.yaml", Manifests.ConfigMap("conf", "{}"));
        await kubectl.SaysAsync("apply --server-side -f conf.yaml", "configmap/conf serverside-applied");
        await kubectl.SaysAsync("get cm conf -o jsonpath={.data}", "{\"a\":\"9\"}");
    }

    [Theory]
    [MemberData(nameof(KubectlCluster.Full), MemberType = typeof(KubectlCluster))]
    public async Task It_applies_a_kustomization(string version)
    {
        using var kubectl = await cluster.KubectlAsync(version);
        kubectl.Write("kustom/kustomization.yaml", "resources: [conf.yaml]\nnamePrefix: big-\nlabels: [{pairs: {team: ducks}}]\n");
        kubectl.Write("kustom/conf.yaml", Manifests.ConfigMap("conf", "{a: '1'}"));
        await kubectl.SaysAsync("apply -k kustom", "configmap/big-conf created");
        await kubectl.SaysAsync("get cm -l team=ducks -o name", "configmap/big-conf");
        await kubectl.SaysAsync("delete -k kustom", "configmap \"big-conf\" deleted");
    }

    [Theory]
    [MemberData(nameof(KubectlCluster.Full), MemberType = typeof(KubectlCluster))]
    public async Task It_validates_fields(string version)
    {
        using var kubectl = await cluster.KubectlAsync(version);
        var misspelt = Manifests.Pod("typo").Replace("containers:", "nodeNmae: x\n  containers:");
        kubectl.Write("typo.yaml", misspelt);
        await kubectl.FailsAsync("apply -f typo.yaml", "unknown field \"spec.nodeNmae\"");
        await kubectl.SaysAsync("apply --validate=warn -f typo.yaml", "Warning: unknown field \"spec.nodeNmae\"", "pod/typo created");
        await kubectl.SaysAsync("delete pod typo --now", "deleted");
        await kubectl.SaysAsync("apply --validate=ignore -f typo.yaml", "pod/typo created");
        await kubectl.FailsAsync("create deployment Bad_Name --image=x", "metadata.name: Invalid value: \"Bad_Name\"");
    }
}
