using System.Text.Json.Nodes;
using Npgsql;

namespace DuckBus.Testing.Cluster;

/// <summary>
/// A whole cluster of separate processes, the way people run it on several machines: two API servers, scheduler, controllers and
/// three kubelets, on a private PostgreSQL, a private RabbitMQ and the Docker engine, exporting traces to a real OTLP receiver.
/// </summary>
public sealed class TestCluster : IAsyncDisposable
{
    private readonly Dictionary<string, DuckBusProcess> parts = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Uri> health = new(StringComparer.Ordinal);
    private readonly TestClusterOptions options;
    private readonly PrivateDirectory directory = PrivateDirectory.Create("cluster");

    private static readonly string[] Firsts = ["controllers", "scheduler"];
    private static readonly string[] Nodes = ["node-1", "node-2", "node-3"];

    private CancellationToken starting;

    private TestCluster(TestClusterOptions options) => this.options = options;

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

    /// <summary>Where each part serves <c>/readyz</c> and <c>/metrics</c>.</summary>
    public IReadOnlyDictionary<string, Uri> Health => health;

    public string Tails => string.Join('\n', parts.Values.Select(part => part.Tail));

    public static Task<TestCluster> StartAsync(bool traces = true) => StartAsync(new TestClusterOptions { Traces = traces });

    /// <param name="options">What it is made of.</param>
    /// <param name="cancellationToken">Gives the start up, and takes down what was started.</param>
    public static async Task<TestCluster> StartAsync(TestClusterOptions options, CancellationToken cancellationToken = default)
    {
        var cluster = new TestCluster(options);
        try
        {
            await cluster.InitializeAsync(cancellationToken);
            return cluster;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            await cluster.DisposeAsync();
            throw;
        }
        catch (Exception e)
        {
            var states = await cluster.StatesAsync();
            await cluster.DisposeAsync();
            throw new InvalidOperationException($"the cluster did not start: {e.Message}\n{states}", e);
        }
    }

    /// <summary>What each part says about itself.</summary>
    public async Task<string> StatesAsync()
    {
        using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(5) };
        return string.Join('\n', await Task.WhenAll(health.Select(async part =>
        {
            try
            {
                using var answer = await http.GetAsync(new Uri(part.Value, "/readyz"));
                return $"{part.Key}: /readyz answers {(int)answer.StatusCode} {(await answer.Content.ReadAsStringAsync()).Trim()}";
            }
            catch (Exception e) when (e is HttpRequestException or TaskCanceledException)
            {
                return $"{part.Key}: {e.Message}";
            }
        })));
    }

    private async Task InitializeAsync(CancellationToken cancellationToken)
    {
        var engine = options.Engine ?? await DockerEngine.SharedAsync();
        Docker = new DockerView(engine.Endpoint.ToString(), Name);
        Postgres = await options.Postgres();
        RabbitMq = await RabbitMqServer.StartAsync();
        Otlp = await OtlpReceiver.StartAsync();
        Database = await Postgres.CreateDatabaseAsync();
        FirstApi = new Uri($"http://127.0.0.1:{FreePort.Next()}");
        SecondApi = new Uri($"http://127.0.0.1:{FreePort.Next()}");
        Api = new Rest(FirstApi);
        var environment = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
            ["OTEL_BSP_SCHEDULE_DELAY"] = "200",
        };
        if (options.Traces) environment["OTEL_EXPORTER_OTLP_ENDPOINT"] = Otlp.Endpoint.ToString();
        await Shell.RunAsync("env", $"DOCKER_HOST={engine.Endpoint}", Repository.Program, "images");
        foreach (var (part, address) in new[] { ("apiserver-1", FirstApi), ("apiserver-2", SecondApi) })
            await StartPartAsync(part, address, "apiserver", "--urls", address.ToString(), "--postgres", PostgresFor(part), "--data", directory["api"],
                "--service-cluster-ip-range", ServiceRange);
        foreach (var role in new[] { "scheduler", "controllers" })
            foreach (var part in options.Standbys ? new[] { role, $"{role}-2" } : [role])
            {
                var address = Loopback();
                await StartPartAsync(part, address, [role, "--health-url", address.ToString(), "--api", ApiFor(part), .. options.Flags]);
            }

        foreach (var node in Nodes)
        {
            var address = Loopback();
            await StartPartAsync(node, address, ["kubelet", "--node", node, "--cluster", Name, "--runtime", "docker",
                "--service-cluster-ip-range", ServiceRange, "--listen", address.ToString(),
                "--data", options.Data?.Invoke(node) ?? directory[node], "--api", ApiFor(node),
                .. options.ToNode is { } at ? new[] { "--node-address", $"{at(node, address.Port)}" } : [], .. options.Flags]);
        }

        if (options.Dashboard)
        {
            var address = Loopback();
            await StartPartAsync("dashboard", address, ["dashboard", "--dashboard-url", address.ToString(), "--cluster", Name, "--api", ApiFor("dashboard"), .. options.Flags]);
        }

        starting = cancellationToken;
        await NodesAreReadyAsync(3, options.Patience);
        await EventsFlowAsync();
        starting = CancellationToken.None;

        async Task StartPartAsync(string part, Uri address, params string[] arguments)
        {
            cancellationToken.ThrowIfCancellationRequested();
            health[part] = address;
            var own = new Dictionary<string, string>(environment, StringComparer.Ordinal)
            {
                ["DOCKER_HOST"] = $"{(Nodes.Contains(part) && options.ToEngine is { } to ? to(part, engine.Endpoint) : engine.Endpoint)}",
            };
            parts[part] = await DuckBusProcess.StartAsync(part, own, [.. arguments, "--rabbitmq", RabbitMqFor(part)]);
        }

        static Uri Loopback() => new($"http://127.0.0.1:{FreePort.Next()}");
    }

    private string ApiFor(string part) => $"{Via(part, "apiserver-1", FirstApi)},{Via(part, "apiserver-2", SecondApi)}";

    private string RabbitMqFor(string part) => Via(part, "rabbitmq", RabbitMq.Uri).ToString();

    private string PostgresFor(string part)
    {
        var database = new NpgsqlConnectionStringBuilder(Database);
        database.Port = options.Via?.Invoke(part, "postgres", database.Port) ?? database.Port;
        return database.ConnectionString;
    }

    private Uri Via(string part, string server, Uri direct) =>
        options.Via is { } via ? new UriBuilder(direct) { Port = via(part, server, direct.Port) }.Uri : direct;

    /// <summary>Declares containers until one has come all its way by events: scheduler and controllers lead, every queue is bound.</summary>
    private async Task EventsFlowAsync()
    {
        for (var i = 1; i == 1 || (options.Events && !EventDriven($"warm{i - 1}")); i++)
        {
            if (i > 10) throw new InvalidOperationException($"ten containers, and none came all its way by events\n{Tails}");
            await Api.PostAsync("/api/containers", $$"""{"name": "warm{{i}}"}""");
            await ContainerRunsAsync($"warm{i}", options.Patience);
        }

        await ClearAsync();
    }

    /// <summary>Whether the logs say that events alone brought a container to its start.</summary>
    public bool EventDriven(string name) => ToldByEvents(name) is var told && Firsts.All(told.Contains) && Nodes.Any(told.Contains);

    /// <summary>Who did its part for a container because of an event, by the logs: <c>controllers</c>, <c>scheduler</c>, the nodes.</summary>
    public IReadOnlyList<string> ToldByEvents(string name)
    {
        return [.. Firsts.Where(role => Says(role == "scheduler" ? "SCHEDULE:" : "CREATE: default/", role, $"{role}-2")), .. Nodes.Where(node => Says("▶ START:", node))];

        bool Says(string what, params string[] among) => among.SelectMany(part => parts.GetValueOrDefault(part)?.Lines ?? []).Any(line =>
            line.Contains(what, StringComparison.Ordinal) && line.Contains($"{name}-", StringComparison.Ordinal)
            && line.Contains("trigger=event", StringComparison.Ordinal));
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var part in parts.Values.Reverse()) await part.DisposeAsync();
        if (options.Engine is null && Docker is not null) await Docker.RemoveEverythingAsync();
        Api?.Dispose();
        if (Otlp is not null) await Otlp.DisposeAsync();
        if (RabbitMq is not null) await RabbitMq.DisposeAsync();
        if (Postgres is not null) await Postgres.DisposeAsync();
        directory.Dispose();
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
            starting.ThrowIfCancellationRequested();
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
