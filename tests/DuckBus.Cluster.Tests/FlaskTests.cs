using System.Text.Json.Nodes;
using DuckBus.Testing;
using DuckBus.Testing.Cluster;
using DuckBus.Testing.Kubernetes;

namespace DuckBus.Cluster.Tests;

/// <summary>samples/flask as it is, from <c>kubectl apply -k</c> to a page that answers. Its updates are what the flask scene plays.</summary>
[Collection(ClusterCollection.Name)]
public sealed class FlaskTests(ClusterFixture fixture) : IAsyncLifetime
{
    private const int Replicas = 4;
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(120);
    // 31181, as the sample says, may be somebody else's on the machine that tests.
    private static readonly int NodePort = FreePort.NextOfNodes();
    private static readonly Uri Url = new($"http://127.0.0.1:{NodePort}/");

    private readonly TestCluster cluster = fixture.Cluster;
    private readonly HttpClient http = new(new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.Zero }) { Timeout = TimeSpan.FromSeconds(30) };
    private OwnNamespace own = null!;

    private Kubectl Kubectl => own.Kubectl;

    public async ValueTask InitializeAsync()
    {
        await Shell.RunAsync("env", "DUCKBUS_REGISTRY=no", $"DOCKER_HOST={(await DockerEngine.SharedAsync()).Endpoint.OriginalString}", "make", "-C", Repository.Path("samples/flask"), "build");
        own = await OwnNamespace.CreateAsync(cluster, "flask");
    }

    public async ValueTask DisposeAsync()
    {
        await own.DisposeAsync();
        http.Dispose();
    }

    [Fact]
    public async Task The_application_spreads_takes_changes_leaves_when_busy_and_answers_what_it_began()
    {
        await ApplyAsync("prod");
        await RolledOutAsync();
        await AnswersAsync(text => text.StartsWith("Welcome from flask-", StringComparison.Ordinal) && text.EndsWith("version 1 (prod): open for business\n", StringComparison.Ordinal));
        (await FactsAsync())["node"]!.ToString().ShouldStartWith("node-");
        (await FactsAsync())["secret"]!.ToString().ShouldStartWith("known, ");
        await RequestsSpreadAsync();

        await ChangesReachTheFileAsync();
        await ReadinessTakesAPodOutAsync();
        await BegunRequestsAreAnsweredAsync();
    }

    private async Task ChangesReachTheFileAsync()
    {
        await Kubectl.PipedAsync("""{"data": {"banner.txt": "sold out\n"}}""", "patch configmap flask-announcements --patch-file=/dev/stdin");
        await AnswersAsync(text => text.EndsWith("sold out\n", StringComparison.Ordinal));
        var restarts = "";
        await Eventually.Async("no pod was restarted for it", Soon, async () =>
            (restarts = await Kubectl.SaysAsync("get pods -l app=flask -o jsonpath={.items[*].status.containerStatuses[0].restartCount}")) == "0 0 0 0", () => restarts);
    }

    private async Task ReadinessTakesAPodOutAsync()
    {
        var busy = (await PodsAsync())[0];
        await Kubectl.SaysAsync($"exec {busy} -- touch /tmp/busy");
        await AnswersAsync(text => !text.Contains(busy, StringComparison.Ordinal));
        await Kubectl.SaysAsync($"exec {busy} -- rm /tmp/busy");
        await Eventually.Async($"{busy} answers again", Soon, async () => (await http.GetStringAsync(Url)).Contains(busy, StringComparison.Ordinal), () => cluster.Tails);
    }

    private async Task BegunRequestsAreAnsweredAsync()
    {
        var slow = Enumerable.Range(0, Replicas * 2).Select(_ => http.GetStringAsync(new Uri(Url, "slow?seconds=4"))).ToList();
        await Task.WhenAll(slow.Select(_ => http.GetStringAsync(Url)));
        await Kubectl.SaysAsync("delete pod -l app=flask --wait=false");
        (await Task.WhenAll(slow)).ShouldAllBe(answer => answer.StartsWith("done, by flask-", StringComparison.Ordinal));
        await RolledOutAsync();
    }

    private async Task RequestsSpreadAsync()
    {
        var asked = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < 25 * Replicas; i++)
        {
            var pod = (await FactsAsync())["pod"]!.ToString();
            asked[pod] = asked.GetValueOrDefault(pod) + 1;
        }

        asked.Count.ShouldBe(Replicas);
        asked.Values.ShouldAllBe(count => count >= 20 && count <= 30, string.Join(' ', asked));
    }

    private async Task ApplyAsync(string overlay)
    {
        var patched = Directory.CreateDirectory(own.Directory[overlay]).FullName;
        await File.WriteAllTextAsync(Path.Combine(patched, "kustomization.yaml"), $"""
            resources: [{Path.GetRelativePath(patched, Repository.Path($"samples/flask/overlays/{overlay}"))}]
            patches:
            - target:
                kind: Service
              patch: |
                - op: replace
                  path: /spec/ports/0/nodePort
                  value: {NodePort}
            """);
        await Kubectl.SaysAsync($"apply -k {patched}");
    }

    private Task RolledOutAsync() => Eventually.Async("the rollout is complete", Soon, async () =>
        (await Kubectl.RunAsync("rollout status deployment/flask --timeout=60s")).Code == 0, () => cluster.Tails);

    /// <summary>The names of the pods that are ready.</summary>
    private async Task<List<string>> PodsAsync() =>
    [
        .. (await Kubectl.SaysAsync("get pods -l app=flask --no-headers")).Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Where(line => line.Contains(" 1/1 ", StringComparison.Ordinal) && line.Contains(" Running ", StringComparison.Ordinal)).Select(line => line.Split(' ')[0]),
    ];

    private async Task<JsonNode> FactsAsync() => JsonNode.Parse(await http.GetStringAsync(new Uri(Url, "facts")))!;

    /// <summary>Waits until ten answers in a row are as expected.</summary>
    private async Task AnswersAsync(Func<string, bool> expected)
    {
        var (good, seen) = (0, "");
        await Eventually.Async("every answer is as expected", Soon, async () =>
        {
            seen = await http.GetStringAsync(Url);
            good = expected(seen) ? good + 1 : 0;
            return good >= 10;
        }, () => $"{seen}\n{cluster.Tails}");
    }
}
