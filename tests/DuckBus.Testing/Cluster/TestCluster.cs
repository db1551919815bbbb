using System.Text.Json.Nodes;

namespace DuckBus.Testing.Cluster;

/// <summary>
/// A whole cluster of separate processes, the way people run it on several machines: two API servers, scheduler, controllers and
/// three kubelets, on a private PostgreSQL, a private RabbitMQ and the Docker engine, exporting traces to a real OTLP receiver.
/// </summary>
public sealed class TestCluster : IAsyncDisposable
{
    private readonly Dictionary<string, DuckBusProcess> parts = new(StringComparer.Ordinal);
    private readonly string directory = Directory.CreateTempSubdirectory("duckbus-cluster-").FullName;

    public string Name { get; } = "t" + Guid.NewGuid().ToString("N")[..8];

    /// <summary>The addresses of the cluster's services.</summary>
    public string ServiceRange { get; } = ServiceRanges.Next();

    public PostgresServer Postgres { get; private set; } = null!;

    public RabbitMqServer RabbitMq { get; private set; } = null!;

    public OtlpReceiver Otlp { get; private set; } = null!;

    public DockerView Docker { get; private set; } = null!;

    public string Database { get; private set; } = "";

    public Uri FirstApi { get; private set; } = null!;

    public Uri SecondApi { get; private set; } = null!;

    public Rest Api { get; private set; } = null!;

    public IReadOnlyDictionary<string, DuckBusProcess> Parts => parts;

    public string Tails => string.Join('\n', parts.Values.Select(part => part.Tail));

    public static async Task<TestCluster> StartAsync(bool traces = true)
    {
        var cluster = new TestCluster();
        try
        {
            await cluster.InitializeAsync(traces);
            return cluster;
        }
        catch
        {
            await cluster.DisposeAsync();
            throw;
        }
    }

    private async Task InitializeAsync(bool traces)
    {
        var engine = await DockerEngine.SharedAsync();
        Docker = new DockerView(engine.Endpoint.ToString(), Name);
        Postgres = await PostgresServer.StartAsync();
        RabbitMq = await RabbitMqServer.StartAsync();
        Otlp = await OtlpReceiver.StartAsync();
        Database = await Postgres.CreateDatabaseAsync();
        FirstApi = new Uri($"http://127.0.0.1:{FreePort.Next()}");
        SecondApi = new Uri($"http://127.0.0.1:{FreePort.Next()}");
        Api = new Rest(FirstApi);
        var environment = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["DOCKER_HOST"] = engine.Endpoint.ToString(),
            ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
            ["OTEL_BSP_SCHEDULE_DELAY"] = "200",
        };
        if (traces) environment["OTEL_EXPORTER_OTLP_ENDPOINT"] = Otlp.Endpoint.ToString();
        await Shell.RunAsync(Path.Combine(AppContext.BaseDirectory, "duckbus"), "images");
        async Task StartPartAsync(string part, params string[] arguments) =>
            parts[part] = await DuckBusProcess.StartAsync(part, environment, [.. arguments, "--rabbitmq", RabbitMq.Uri.ToString()]);
        string[] services = ["--service-cluster-ip-range", ServiceRange];
        string[] api = ["--api", $"{FirstApi},{SecondApi}"];
        await StartPartAsync("apiserver-1", ["apiserver", "--urls", FirstApi.ToString(), "--postgres", Database, "--data", Path.Combine(directory, "api"), .. services]);
        await StartPartAsync("apiserver-2", ["apiserver", "--urls", SecondApi.ToString(), "--postgres", Database, "--data", Path.Combine(directory, "api"), .. services]);
        await StartPartAsync("scheduler", ["scheduler", "--health-url", $"http://127.0.0.1:{FreePort.Next()}", .. api]);
        await StartPartAsync("controllers", ["controllers", "--health-url", $"http://127.0.0.1:{FreePort.Next()}", .. api]);
        foreach (var node in new[] { "node-1", "node-2", "node-3" })
            await StartPartAsync(node, ["kubelet", "--node", node, "--cluster", Name, "--runtime", "docker", "--data", Path.Combine(directory, node), .. services, .. api]);
        await NodesAreReadyAsync(3, TimeSpan.FromSeconds(60));
        await EventsFlowAsync();
    }

    /// <summary>Declares containers until one has come all its way by events: scheduler and controllers lead, every queue is bound.</summary>
    private async Task EventsFlowAsync()
    {
        for (var i = 1; !EventDriven($"warm{i - 1}"); i++)
        {
            if (i > 10) throw new InvalidOperationException($"ten containers, and none came all its way by events\n{Tails}");
            await Api.PostAsync("/api/containers", $$"""{"name": "warm{{i}}"}""");
            await ContainerRunsAsync($"warm{i}", TimeSpan.FromSeconds(30));
        }

        await ClearAsync();
    }

    /// <summary>Whether the logs say that events alone brought a container to its start.</summary>
    public bool EventDriven(string name)
    {
        return Says("CREATE:", "controllers") && Says("SCHEDULE:", "scheduler") && Says("▶ START:", "node-1", "node-2", "node-3");

        bool Says(string what, params string[] among) => among.SelectMany(part => parts[part].Lines).Any(line =>
            line.Contains(what, StringComparison.Ordinal) && line.Contains($"{name}-", StringComparison.Ordinal)
            && !line.Contains("replicaset", StringComparison.Ordinal)
            && line.Contains("trigger=event", StringComparison.Ordinal));
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var part in parts.Values.Reverse()) await part.DisposeAsync();
        await Docker.RemoveEverythingAsync();
        Api?.Dispose();
        if (Otlp is not null) await Otlp.DisposeAsync();
        if (RabbitMq is not null) await RabbitMq.DisposeAsync();
        if (Postgres is not null) await Postgres.DisposeAsync();
        Directory.Delete(directory, recursive: true);
    }

    public Task NodesAreReadyAsync(int count, TimeSpan deadline) =>
        UntilAsync($"{count} nodes are Ready", deadline, async () =>
        {
            var nodes = await Api.ItemsAsync("/api/v1/nodes");
            return (nodes.Count(IsReady) == count, string.Join(", ", nodes.Select(node => $"{node!["metadata"]!["name"]}: ready={IsReady(node)}")));
        });

    /// <summary>Waits until <c>GET /api/containers/NAME</c> says that all its replicas run; answers the container.</summary>
    public async Task<JsonObject> ContainerRunsAsync(string name, TimeSpan deadline)
    {
        JsonObject found = [];
        await UntilAsync($"container {name} runs", deadline, async () =>
        {
            found = await Api.GetAsync($"/api/containers/{name}");
            return ((int)found["ready"]! == (int)found["replicas"]! && (int)found["ready"]! > 0, found.ToJsonString());
        });
        return found;
    }

    /// <summary>The running application containers of one declared container, as <c>docker ps</c> shows them.</summary>
    public async Task<IReadOnlyList<DockerContainer>> DockerContainersAsync(string name) =>
        [.. (await Docker.RunningAsync()).Where(container => container.Container == name)];

    /// <summary>Deletes every declared container, and waits until the engine has none of this cluster left.</summary>
    public async Task ClearAsync()
    {
        foreach (var container in await Api.ContainersAsync())
            await Api.SendAsync(HttpMethod.Delete, $"/api/containers/{container!["name"]}");
        await UntilAsync("nothing of the cluster is left in the engine", TimeSpan.FromSeconds(40), async () =>
        {
            var left = await Docker.EverythingAsync();
            var pods = await Api.ItemsAsync("/api/v1/pods");
            return (left.Count == 0 && pods.Count == 0, $"{string.Join(", ", left)}; pods {string.Join(", ", pods.Select(pod => pod!["metadata"]!["name"]))}");
        });
    }

    public async Task UntilAsync(string what, TimeSpan deadline, Func<Task<(bool Done, string Seen)>> look)
    {
        var seen = "";
        await Eventually.Async(what, deadline, async () =>
        {
            try
            {
                (var done, seen) = await look();
                return done;
            }
            catch (Exception e) when (e is HttpRequestException or TaskCanceledException or RestException)
            {
                seen = e.Message;
                return false;
            }
        }, () => $"{seen}\n{Tails}");
    }

    /// <summary>Whether a node has the condition Ready.</summary>
    public static bool IsReady(JsonNode? node) => node?["status"]?["conditions"] is JsonArray conditions
        && conditions.Any(condition => (string?)condition!["type"] == "Ready" && (string?)condition["status"] == "True");
}
