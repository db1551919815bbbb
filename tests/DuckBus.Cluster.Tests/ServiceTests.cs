using System.Text.Json.Nodes;
using DuckBus.Testing;
using DuckBus.Testing.Cluster;
using DuckBus.Testing.Kubernetes;

namespace DuckBus.Cluster.Tests;

/// <summary>What a service is to pods and to the machine, on a real engine: addresses, names, readiness, and a gateway that may die.</summary>
[Collection(ClusterCollection.Name)]
public sealed class ServiceTests(ClusterFixture fixture) : IAsyncLifetime
{
    private const string Manifest = """
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: web}
        spec:
          replicas: 2
          selector: {matchLabels: {app: web}}
          template:
            metadata: {labels: {app: web}}
            spec:
              terminationGracePeriodSeconds: 2
              containers:
              - name: web
                image: duckbus/duck:local
                command: [sh, -c, "touch /tmp/ready; exec /sbin/duck"]
                ports: [{name: http, containerPort: 8080}]
                readinessProbe: {exec: {command: [cat, /tmp/ready]}, periodSeconds: 1, timeoutSeconds: 10, failureThreshold: 1}
        ---
        apiVersion: v1
        kind: Service
        metadata: {name: web}
        spec: {selector: {app: web}, ports: [{name: http, port: 80, targetPort: http}]}
        ---
        apiVersion: v1
        kind: Service
        metadata: {name: ducks}
        spec: {clusterIP: None, selector: {app: web}, ports: [{name: http, port: 8080}]}
        ---
        apiVersion: v1
        kind: Pod
        metadata: {name: shell}
        spec: {terminationGracePeriodSeconds: 0, containers: [{name: sh, image: duckbus/duck:local, command: [sleep, "3600"]}]}
        """;

    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(120);
    private readonly TestCluster cluster = fixture.Cluster;
    private readonly HttpClient http = new(new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.Zero }) { Timeout = TimeSpan.FromSeconds(5) };
    private OwnNamespace own = null!;
    private string address = "";

    private string Gateway => cluster.Name + "_gateway";

    private Kubectl Kubectl => own.Kubectl;

    public async ValueTask InitializeAsync()
    {
        own = await OwnNamespace.CreateAsync(cluster, "net");
        try
        {
            await StartAsync();
        }
        catch
        {
            await DisposeAsync();
            throw;
        }
    }

    private async Task StartAsync()
    {
        await Kubectl.PipedAsync(Manifest, "apply -f -");
        await ReadyAsync("pods", pods => pods == "True True True");
        address = await Kubectl.SaysAsync("get service web -o jsonpath={.spec.clusterIP}");
        await Eventually.Async("the service answers", Soon, async () => (await AskAsync()).StartsWith("Quack!", StringComparison.Ordinal), () => cluster.Tails);
    }

    public async ValueTask DisposeAsync()
    {
        await own.DisposeAsync();
        http.Dispose();
    }

    [Fact]
    public async Task It_answers_by_its_address_and_by_every_name_that_leads_to_it()
    {
        foreach (var name in new[] { address, "web", $"web.{own.Name}", $"web.{own.Name}.svc", $"web.{own.Name}.svc.cluster.local", "ducks:8080" })
            await Kubectl.SaysAsync($"exec shell -- timeout 10 wget -q -O - http://{name}/", "Quack! I am web-");

        var told = await Kubectl.SaysAsync("exec shell -- env");
        foreach (var variable in new[] { $"WEB_SERVICE_HOST={address}", "WEB_SERVICE_PORT=80", "WEB_SERVICE_PORT_HTTP=80", $"WEB_PORT_80_TCP=tcp://{address}:80", "KUBERNETES_SERVICE_PORT_HTTPS=443" })
            told.ShouldContain(variable);
        told.ShouldNotContain("DUCKS_");

        var pods = await PodsAsync();
        var headless = await Kubectl.SaysAsync($"exec shell -- nslookup ducks.{own.Name}.svc.cluster.local");
        foreach (var pod in pods) headless.ShouldContain((string)pod["status"]!["podIP"]!);
        (await Kubectl.SaysAsync($"exec shell -- nslookup -type=srv _http._tcp.web.{own.Name}.svc.cluster.local")).ShouldContain($"80 web.{own.Name}.svc.cluster.local");

        // What is no name of the cluster is asked where the engine asks: it knows its containers by name.
        await cluster.Docker.RunAsync("run", "--detach", "--name", $"pond-{cluster.Name}", "--network", cluster.Name, "duckbus/duck:local", "sleep", "600");
        try
        {
            var dns = await Kubectl.SaysAsync($"get service kube-dns --namespace kube-system -o jsonpath={{.spec.clusterIP}}");
            (await Kubectl.SaysAsync($"exec shell -- nslookup pond-{cluster.Name} {dns}")).ShouldContain($"Name:\tpond-{cluster.Name}");
            (await Kubectl.SaysAsync("exec shell -- cat /etc/resolv.conf")).ShouldContain($"search {own.Name}.svc.cluster.local svc.cluster.local cluster.local");
        }
        finally
        {
            await cluster.Docker.RunAsync("rm", "--force", $"pond-{cluster.Name}");
        }
    }

    [Fact]
    public async Task Readiness_takes_a_pod_out_and_back_in()
    {
        var pod = (string)(await PodsAsync())[0]["metadata"]!["name"]!;
        await UntilAnswersAsync("both answer", seen => seen.Count == 2);

        await Kubectl.SaysAsync($"exec {pod} -- rm /tmp/ready");
        await UntilAnswersAsync("only the other one answers", seen => seen.Count == 1 && !seen.Contains(pod));

        await Kubectl.SaysAsync($"exec {pod} -- touch /tmp/ready");
        await UntilAnswersAsync("both answer again", seen => seen.Count == 2);
    }

    [Fact]
    public async Task A_gateway_that_dies_comes_back_with_all_that_it_knew()
    {
        await cluster.Docker.KillAsync(Gateway);

        await Eventually.Async("the service answers again", Soon, async () => (await AskAsync()).StartsWith("Quack!", StringComparison.Ordinal), () => cluster.Tails);
        await Kubectl.ComesAsync($"exec shell -- timeout 10 wget -q -O - http://web.{own.Name}/", "Quack! I am web-");
        (await cluster.Docker.RunAsync("ps", "--filter", $"name={Gateway}", "--format", "{{.Image}}")).Trim().ShouldBe("duckbus/gateway:local");
    }

    [Fact]
    public async Task A_container_that_fails_its_liveness_probe_is_restarted_and_its_neighbour_is_not()
    {
        await Kubectl.PipedAsync("""
            apiVersion: v1
            kind: Pod
            metadata: {name: pair}
            spec:
              terminationGracePeriodSeconds: 1
              containers:
              - name: sick
                image: duckbus/duck:local
                command: [sleep, "3600"]
                livenessProbe: {exec: {command: [test, "!", -e, /tmp/sick]}, periodSeconds: 1, timeoutSeconds: 10, failureThreshold: 1}
              - {name: well, image: duckbus/duck:local}
            """, "apply -f -");
        await ReadyAsync("pod pair", pod => pod == "True");
        var before = await Kubectl.SaysAsync("get pod pair -o jsonpath={.status.podIP}{.status.containerStatuses[?(@.name==\"well\")].containerID}");

        await Kubectl.SaysAsync("exec pair -c sick -- touch /tmp/sick");

        await Kubectl.ComesAsync("get pod pair -o jsonpath={.status.containerStatuses[?(@.name==\"sick\")].restartCount}", "1");
        (await Kubectl.SaysAsync("get pod pair -o jsonpath={.status.podIP}{.status.containerStatuses[?(@.name==\"well\")].containerID}")).ShouldBe(before);
        (await Kubectl.SaysAsync("get pod pair -o jsonpath={.status.containerStatuses[?(@.name==\"well\")].restartCount}")).ShouldBe("0");
    }

    private Task ReadyAsync(string what, Func<string, bool> enough)
    {
        var seen = "";
        var path = what == "pods" ? "{.items[*]" : "{";
        return Eventually.Async($"{what} ready", Soon, async () =>
        {
            seen = await Kubectl.SaysAsync($"get {what} -o jsonpath={path}.status.conditions[?(@.type==\"Ready\")].status}}");
            return enough(seen);
        }, () => $"{seen}\n{cluster.Tails}");
    }

    private async Task<List<JsonObject>> PodsAsync() =>
        [.. JsonNode.Parse(await Kubectl.SaysAsync("get pods -l app=web -o json"))!["items"]!.AsArray().Select(pod => pod!.AsObject())];

    private async Task<string> AskAsync() => await http.GetStringAsync(new Uri($"http://{address}/"));

    /// <summary>Asks ten times in a row, each on a connection of its own, until those who answer are the ones.</summary>
    private async Task UntilAnswersAsync(string what, Func<HashSet<string>, bool> enough)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        await Eventually.Async(what, Soon, async () =>
        {
            seen.Clear();
            for (var i = 0; i < 10; i++) seen.Add((await AskAsync()).Split(' ')[3]);
            return enough(seen);
        }, () => $"{string.Join(' ', seen)}\n{cluster.Tails}");
    }
}
