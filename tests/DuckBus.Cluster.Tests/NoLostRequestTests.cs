using DuckBus.Testing;
using DuckBus.Testing.Cluster;
using DuckBus.Testing.Kubernetes;
using DuckBus.Testing.Load;

namespace DuckBus.Cluster.Tests;

/// <summary>Two hundred requests a second, through the service and through a node port, while pods come and go: none is lost.</summary>
[Collection(ClusterCollection.Name)]
public sealed class NoLostRequestTests(ClusterFixture fixture) : IAsyncLifetime
{
    private const int PerSecond = 200;

    private const string Manifest = """
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: ducks}
        spec:
          replicas: 5
          selector: {matchLabels: {app: ducks}}
          strategy: {rollingUpdate: {maxSurge: 1, maxUnavailable: 0}}
          template:
            metadata: {labels: {app: ducks}}
            spec:
              terminationGracePeriodSeconds: 5
              containers:
              - name: duck
                image: duckbus/duck:local
                ports: [{name: http, containerPort: 8080}]
                readinessProbe: {httpGet: {path: /healthz, port: http}, periodSeconds: 1, timeoutSeconds: 10}
        ---
        apiVersion: v1
        kind: Service
        metadata: {name: ducks}
        spec:
          type: NodePort
          selector: {app: ducks}
          ports: [{name: http, port: 80, targetPort: http}, {name: again, port: 8081, targetPort: 8080}]
        ---
        apiVersion: v1
        kind: Service
        metadata: {name: faithful}
        spec: {selector: {app: ducks}, sessionAffinity: ClientIP, ports: [{port: 80, targetPort: http}]}
        """;

    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(60);
    private readonly TestCluster cluster = fixture.Cluster;
    private readonly HttpClient http = new(new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.Zero }) { Timeout = TimeSpan.FromSeconds(20) };
    private OwnNamespace own = null!;
    private string address = "", nodePort = "", secondNodePort = "";

    private Kubectl Kubectl => own.Kubectl;

    public async ValueTask InitializeAsync()
    {
        own = await OwnNamespace.CreateAsync(cluster, "load");
        await Kubectl.PipedAsync(Manifest, "apply -f -");
        address = await Kubectl.SaysAsync("get service ducks -o jsonpath={.spec.clusterIP}");
        nodePort = await Kubectl.SaysAsync("get service ducks -o jsonpath={.spec.ports[0].nodePort}");
        secondNodePort = await Kubectl.SaysAsync("get service ducks -o jsonpath={.spec.ports[1].nodePort}");
        await RolledOutAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await own.DisposeAsync();
        http.Dispose();
    }

    [Fact]
    public async Task Requests_spread_evenly_through_every_way_in()
    {
        foreach (var way in new[] { $"{address}", $"{address}:8081", $"127.0.0.1:{nodePort}", $"localhost:{secondNodePort}" })
        {
            var asked = new Dictionary<string, int>(StringComparer.Ordinal);
            await Eventually.Async($"all five answer at {way}", Soon, async () => await AnswersAsync(way, 5, []) == 5, () => cluster.Tails);
            await AnswersAsync(way, 50, asked);
            asked.Count.ShouldBe(5, way);
            asked.Values.ShouldAllBe(count => count >= 8 && count <= 12, $"{way}: {string.Join(' ', asked)}");
        }

        var faithful = await Kubectl.SaysAsync("get service faithful -o jsonpath={.spec.clusterIP}");
        (await AnswersAsync(faithful, 10, [])).ShouldBe(1, "the client has an endpoint of its own");
    }

    [Fact]
    public async Task None_is_lost_in_an_update_a_scaling_and_a_deletion()
    {
        await using var inside = RequestLoad.Start(new Uri($"http://{address}/healthz"), PerSecond / 2);
        await using var outside = RequestLoad.Start(new Uri($"http://127.0.0.1:{nodePort}/healthz"), PerSecond / 2);

        await Kubectl.SaysAsync("set env deployment/ducks COLOUR=green");
        await RolledOutAsync();
        Check("the update of five pods");

        await Kubectl.SaysAsync("scale deployment/ducks --replicas=2");
        await Eventually.Async("two pods are left", Soon, async () => (await PodsAsync()).Count == 2, () => cluster.Tails);
        Check("the scaling from five to two");

        await Kubectl.SaysAsync($"delete {(await PodsAsync())[0]}");
        await RolledOutAsync();
        await inside.StopAsync();
        await outside.StopAsync();
        Check("the deletion of one of two");
        (inside.Answered + outside.Answered).ShouldBeGreaterThan(500);

        void Check(string what) => inside.Failures.Concat(outside.Failures).ShouldBeEmpty(
            $"{what}: {inside.Failures.Count} of {inside.Answered} inside and {outside.Failures.Count} of {outside.Answered} outside failed\n{cluster.Tails}");
    }

    private Task RolledOutAsync() => Eventually.Async("the rollout is complete", Soon * 4, async () =>
        (await Kubectl.RunAsync("rollout status deployment/ducks --timeout=60s")).Code == 0, () => cluster.Tails);

    private async Task<List<string>> PodsAsync() =>
        [.. (await Kubectl.SaysAsync("get pods -o name")).Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)];

    /// <returns>How many different pods answered.</returns>
    private async Task<int> AnswersAsync(string way, int times, Dictionary<string, int> asked)
    {
        for (var i = 0; i < times; i++)
        {
            var pod = (await http.GetStringAsync(new Uri($"http://{way}/"))).Split(' ')[3];
            asked[pod] = asked.GetValueOrDefault(pod) + 1;
        }

        return asked.Count;
    }
}
