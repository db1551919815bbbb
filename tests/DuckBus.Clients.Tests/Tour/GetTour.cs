namespace DuckBus.Clients.Tests.Tour;

/// <summary>Looking, in every shape.</summary>
public sealed class GetTour(KubectlCluster cluster)
{
    [Theory]
    [MemberData(nameof(KubectlCluster.Full), MemberType = typeof(KubectlCluster))]
    public async Task It_shows_tables(string version)
    {
        using var kubectl = await cluster.KubectlAsync(version);
        kubectl.Write("web.yaml", Manifests.Deployment("web", replicas: 2));
        await kubectl.SaysAsync("apply -f web.yaml", "created");
        await kubectl.SaysAsync("rollout status deploy/web --timeout=60s", "successfully rolled out");
        await kubectl.SaysAsync("get pods", "NAME READY STATUS RESTARTS AGE", "web-* 1/1 Running 0 *s");
        await kubectl.SaysAsync("get pods -o wide", "NAME READY STATUS RESTARTS AGE IP NODE NOMINATED NODE READINESS GATES", "Running 0 *s * node-* <none> <none>");
        await kubectl.SaysAsync("get deploy", "NAME READY UP-TO-DATE AVAILABLE AGE", "web 2/2 2 2");
        await kubectl.SaysAsync("get deploy -o wide", "CONTAINERS IMAGES SELECTOR", "duck duckbus/duck:local app=web");
        await kubectl.SaysAsync("get rs", "NAME DESIRED CURRENT READY AGE", "web-* 2 2 2");
        await kubectl.SaysAsync("get nodes", "NAME STATUS ROLES AGE VERSION", "node-1 Ready");
        await kubectl.SaysAsync("get nodes -o wide", "INTERNAL-IP", "CONTAINER-RUNTIME");
        await kubectl.SaysAsync("get ns default", "default Active");
        await kubectl.SaysAsync("get all", "pod/web-", "deployment.apps/web", "replicaset.apps/web-");
        await kubectl.SaysAsync("get pods -A", "NAMESPACE NAME READY", kubectl.Namespace + " web-");
        await kubectl.SaysAsync("get pods --show-labels", "LABELS", "app=web,pod-template-hash=");
        await kubectl.SaysAsync("get pods -L app", "APP", "web");
        await kubectl.SaysAsync("get deploy/web service/none --ignore-not-found", "web 2/2");
    }

    [Theory]
    [MemberData(nameof(KubectlCluster.Full), MemberType = typeof(KubectlCluster))]
    public async Task It_prints_and_selects(string version)
    {
        using var kubectl = await cluster.KubectlAsync(version);
        foreach (var (name, size, rank) in new[] { ("a", "big", 3), ("b", "small", 2), ("c", "small", 1) })
            await kubectl.PipedAsync(Manifests.ConfigMap(name, $"{{rank: '{rank}'}}").Replace("{name:", $"{{labels: {{size: {size}}}, name:"), "create -f -", "created");
        await kubectl.SaysAsync("get cm a -o yaml", "apiVersion: v1", "kind: ConfigMap", "name: a");
        await kubectl.SaysAsync("get cm a -o json", "\"kind\": \"ConfigMap\"");
        await kubectl.SaysAsync("get cm -l 'size in (big),!old' -o name", "configmap/a");
        await kubectl.SaysAsync("get cm -l size!=big -o 'jsonpath={.items[*].metadata.name}'", "b c");
        await kubectl.SaysAsync("get cm --field-selector metadata.name=b -o 'custom-columns=NAME:.metadata.name,SIZE:.metadata.labels.size'", "NAME SIZE", "b small");
        await kubectl.SaysAsync("get cm --sort-by=.data.rank -o name", "configmap/c\nconfigmap/b\nconfigmap/a");
        await kubectl.SaysAsync("get cm --sort-by=.data.rank", "NAME DATA AGE", "a 1");
        await kubectl.SaysAsync("get cm --chunk-size=1 -o name", "configmap/a\nconfigmap/b\nconfigmap/c");
        await kubectl.SaysAsync("get cm a b -o 'go-template={{range .items}}{{.metadata.name}};{{end}}'", "a;b;");
        await kubectl.FailsAsync("get cm nope", "Error from server (NotFound): configmaps \"nope\" not found");
        await kubectl.FailsAsync("get nonsense", "the server doesn't have a resource type \"nonsense\"");
        await kubectl.FailsAsync("get cm --field-selector spec.x=1", "field label not supported");
    }

    [Theory]
    [MemberData(nameof(KubectlCluster.Full), MemberType = typeof(KubectlCluster))]
    public async Task It_watches(string version)
    {
        using var kubectl = await cluster.KubectlAsync(version);
        kubectl.Write("conf.yaml", Manifests.ConfigMap("late", "{a: '1'}"));
        await using var watch = await kubectl.StartAsync("get cm -w --output-watch-events");
        await kubectl.SaysAsync("create -f conf.yaml", "created");
        await watch.SaysAsync("EVENT NAME DATA AGE");
        await watch.SaysAsync("ADDED late 1");
        await kubectl.SaysAsync("patch cm late --type=merge -p {\"data\":{\"b\":\"2\"}}", "patched");
        await watch.SaysAsync("MODIFIED late 2");
        await kubectl.SaysAsync("delete cm late", "deleted");
        await watch.SaysAsync("DELETED late 2");
    }
}
