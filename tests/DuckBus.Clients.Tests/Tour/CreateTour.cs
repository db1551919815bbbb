namespace DuckBus.Clients.Tests.Tour;

/// <summary>Everything that <c>kubectl create</c> makes.</summary>
public sealed class CreateTour(KubectlCluster cluster)
{
    [Theory]
    [MemberData(nameof(KubectlCluster.Full), MemberType = typeof(KubectlCluster))]
    public async Task It_creates_with_generators(string version)
    {
        using var kubectl = await cluster.KubectlAsync(version);
        await kubectl.SaysAsync("create deployment web --image=duckbus/duck:local --replicas=2 --port=8080", "deployment.apps/web created");
        await kubectl.SaysAsync("create configmap conf --from-literal=a=1 --from-literal=b=2", "configmap/conf created");
        await kubectl.SaysAsync("create secret generic pass --from-literal=word=quack", "secret/pass created");
        await kubectl.SaysAsync("create serviceaccount robot", "serviceaccount/robot created");
        await kubectl.SaysAsync("create token robot", "*.*.*");
        await kubectl.SaysAsync("create service clusterip web --tcp=80:8080", "service/web created");
        await kubectl.SaysAsync("create poddisruptionbudget web --selector=app=web --min-available=1", "poddisruptionbudget.policy/web created");
        await kubectl.SaysAsync($"create namespace {kubectl.Namespace}-more", $"namespace/{kubectl.Namespace}-more created");
        await kubectl.SaysAsync("get secret pass -o jsonpath={.data.word}", "cXVhY2s=");
        await kubectl.SaysAsync("get cm conf -o jsonpath={.data}", "{\"a\":\"1\",\"b\":\"2\"}");
        await kubectl.FailsAsync("create configmap conf", "configmaps \"conf\" already exists");
    }

    [Theory]
    [MemberData(nameof(KubectlCluster.Full), MemberType = typeof(KubectlCluster))]
    public async Task It_creates_from_files_and_tries_without_doing(string version)
    {
        using var kubectl = await cluster.KubectlAsync(version);
        await kubectl.PipedAsync(Manifests.Pod("one"), "create -f -", "pod/one created");
        await kubectl.PipedAsync(Manifests.Pod("two"), "create --dry-run=server -f -", "pod/two created (server dry run)");
        await kubectl.SaysAsync("create configmap three --dry-run=client -o yaml", "kind: ConfigMap", "name: three");
        await kubectl.SaysAsync("create deployment four --image=x --dry-run=server -o yaml", "progressDeadlineSeconds: 600", "terminationGracePeriodSeconds: 30");
        await kubectl.SaysAsync("get pods,cm,deploy -o name", "pod/one");
        await kubectl.FailsAsync("get pod two", "Error from server (NotFound): pods \"two\" not found");
        await kubectl.FailsAsync("get deploy four", "Error from server (NotFound): deployments.apps \"four\" not found");
    }
}
