using System.Text.Json.Nodes;
using DuckBus.Scenes.Nodes;
using DuckBus.Scenes.Story;

namespace DuckBus.Scenes.Clusters;

/// <summary>The declarative cluster of a scene: its API, its nodes and, where we started them, its processes.</summary>
internal sealed class DeclarativeCluster : IAsyncDisposable
{
    public const string Brain = "control plane";
    private static readonly string[] Names = ["node-1", "node-2", "node-3"];
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(50);

    private readonly Theatre theatre;
    private readonly Dictionary<string, ChildProcess> started = new(StringComparer.Ordinal);
    private readonly Dictionary<string, IPart> parts = new(StringComparer.Ordinal);

    private DeclarativeCluster(Theatre theatre, Uri address, INodeHands hands)
    {
        this.theatre = theatre;
        Rest = new Rest(address);
        Api = new ContainerApi(Rest);
        Hands = hands;
    }

    public Rest Rest { get; }

    public ContainerApi Api { get; }

    public INodeHands Hands { get; }

    /// <summary>kubectl, as <c>export KUBECONFIG=…</c> would have it.</summary>
    public Kubectl Kubectl { get; private init; } = null!;

    /// <summary>The broker between its parts, where it can be ended; null if there is none, or it was given.</summary>
    public IPart? Broker { get; private init; }

    /// <summary>Whether it is ours; else it was there before, and its traces are elsewhere.</summary>
    public bool Ours => started.Count > 0;

    /// <summary>Whether its nodes and its brain can be ended one by one.</summary>
    public bool InParts => Names.All(parts.ContainsKey);

    /// <summary>Whether there are logs to read.</summary>
    public bool HasLogs => parts.Count > 0;

    /// <summary>Starts one.</summary>
    /// <param name="theatre">Where from.</param>
    /// <param name="apart">Whether its nodes are processes of their own.</param>
    /// <param name="poll">Whether it is the polling design.</param>
    /// <param name="port">Where its API listens, if that is free.</param>
    /// <param name="stop">Gives up.</param>
    public static async Task<DeclarativeCluster> StartAsync(Theatre theatre, bool apart, bool poll, int port, CancellationToken stop)
    {
        var (plain, secure) = (FreePorts.Preferred(port), FreePorts.Next());
        var name = theatre.ClusterName(poll ? "poll" : "bus");
        var data = theatre.DirectoryFor($"{name}-{plain}");
        INodeHands hands = theatre.Engine is { } engine ? new DockerHands(engine, name) : new FileHands(Path.Combine(data, "nodes"));
        var broker = apart && !poll && theatre.HasBroker ? await theatre.BrokerAsync(stop) : null;
        var address = new Uri($"http://localhost:{plain}");
        var cluster = new DeclarativeCluster(theatre, address, hands)
        {
            Broker = broker is null ? null : theatre.Broker,
            Kubectl = new Kubectl(Path.Combine(data, "kubeconfig")),
        };
        var (what, quoi) = poll ? ("polling, ", "en polling, ") : ("", "");
        theatre.Tell((
            $"a declarative cluster starts: {what}{Plain(address)}, three nodes {(apart ? "in processes of their own" : "in one process")}, {(theatre.Engine is null ? "files" : "Docker")}",
            $"un cluster déclaratif démarre : {quoi}{Plain(address)}, trois nœuds {(apart ? "dans leurs propres processus" : "dans un seul processus")}, {(theatre.Engine is null ? "fichiers" : "Docker")}"));
        var environment = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["OTEL_EXPORTER_OTLP_ENDPOINT"] = (await theatre.TracesAsync(stop)).Endpoint.ToString(),
            ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
            ["OTEL_BSP_SCHEDULE_DELAY"] = "100",
        };
        string[] common = [
            "--data", data, "--cluster", name, "--service-cluster-ip-range", theatre.NextRange(), "--sync", poll ? "poll" : "bus",
            .. broker is null ? Array.Empty<string>() : ["--rabbitmq", broker.ToString()]];
        cluster.Take(Brain, theatre.Start(Brain, environment, [
            "run", "--urls", $"http://localhost:{plain};https://localhost:{secure}", "--nodes", apart ? "0" : "3", .. common]));
        if (apart)
        {
            foreach (var node in Names)
                cluster.Take(node, theatre.Start(node, environment, ["kubelet", "--node", node, "--api", address.ToString(), "--stop-pods-on-exit", .. common]));
        }

        try
        {
            await cluster.ReadyAsync(stop);
            if (broker is not null) await cluster.EventsFlowAsync(stop);
            return cluster;
        }
        catch
        {
            await cluster.DisposeAsync();
            throw;
        }
    }

    /// <summary>Takes the one that runs already.</summary>
    public static async Task<DeclarativeCluster> AttachAsync(Theatre theatre, CancellationToken stop)
    {
        var options = theatre.Options;
        INodeHands hands = theatre.Engine is { } engine
            ? new DockerHands(engine, options.ClusterName)
            : new FileHands(Path.Combine(options.Data, "nodes"));
        var stack = theatre.Engine is null ? new Dictionary<string, IPart>(StringComparer.Ordinal) : await StackPart.AllAsync(theatre.Engine, options.ClusterName, stop);
        var cluster = new DeclarativeCluster(theatre, options.ClusterUrl!, hands)
        {
            Kubectl = new Kubectl(Path.Combine(options.Data, "kubeconfig"), options.ClusterUrl),
            Broker = stack.GetValueOrDefault("rabbitmq"),
        };
        if (stack.TryGetValue("apiserver", out var brain)) cluster.parts[Brain] = brain;
        foreach (var (service, part) in stack.Where(service => service.Key is "scheduler" or "controllers" || Names.Contains(service.Key))) cluster.parts[service] = part;
        if (!await cluster.Rest.AnswersAsync("/healthz", stop))
            throw new DidNotStartException($"nobody answers at {options.ClusterUrl}: start a cluster there with make run, or leave --cluster-url out to play on one of the scene's own");
        return cluster;
    }

    /// <summary>Waits until every node is Ready.</summary>
    public async Task ReadyAsync(CancellationToken stop)
    {
        var seen = "";
        for (var since = theatre.Time.GetTimestamp(); ; await Task.Delay(Look, theatre.Time, stop))
        {
            try
            {
                var nodes = await NodesAsync(stop);
                if (nodes.Count(node => node.Ready) >= Names.Length) return;
                seen = string.Join(", ", nodes);
            }
            catch (Exception e) when (e is HttpRequestException or ApiRefusedException || (e is TaskCanceledException && !stop.IsCancellationRequested))
            {
                seen = e.Message;
            }

            if (started.Values.FirstOrDefault(part => !part.Runs) is { } dead) throw new DidNotStartException($"the cluster did not start. {dead.LastWords()}");
            if (theatre.Time.GetElapsedTime(since) > Patience)
                throw new DidNotStartException($"the cluster is not ready after {Patience.TotalSeconds:0} s: {seen}\n{string.Join('\n', started.Values.Select(part => part.LastWords()))}");
        }
    }

    /// <summary>The nodes, and whether each is Ready.</summary>
    public async Task<IReadOnlyList<(string Name, bool Ready)>> NodesAsync(CancellationToken stop) =>
    [
        .. ((JsonArray)(await Rest.GetAsync("/api/v1/nodes", stop))["items"]!).Select(node => (
            (string)node!["metadata"]!["name"]!,
            node["status"]?["conditions"] is JsonArray conditions
                && conditions.Any(condition => (string?)condition!["type"] == "Ready" && (string?)condition["status"] == "True"))),
    ];

    /// <summary>Takes back what the scenes declare and put there, and waits until all of it is gone.</summary>
    public async Task ResetAsync(CancellationToken stop)
    {
        foreach (var part in parts.Values.Append(Broker).OfType<IPart>())
            if (!await part.RunsAsync(stop)) await part.StartAgainAsync(stop);
        await ReadyAsync(stop);
        await Cast.RemoveDeploymentAsync(Rest, stop);
        foreach (var name in Cast.Containers) await Api.RemoveAsync(name, stop);
        var since = theatre.Time.GetTimestamp();
        while ((await LeftAsync(stop)) is { Length: > 0 } left)
        {
            if (theatre.Time.GetElapsedTime(since) > Patience) throw new DidNotStartException($"the stage is not clear: {left}");
            await Task.Delay(Look, theatre.Time, stop);
        }
    }

    /// <summary>The lines of a part that hold a word; of a node that is no part, those of the one process.</summary>
    public async Task<IReadOnlyList<string>> LogAsync(string part, string word, CancellationToken stop) =>
        [.. (await parts[parts.ContainsKey(part) ? part : Brain].SaidAsync(stop)).Where(line => line.Contains(word, StringComparison.Ordinal))];

    /// <summary>The lines of all parts that hold a word.</summary>
    public async Task<IReadOnlyList<string>> LogAsync(string word, CancellationToken stop) =>
        [.. (await Task.WhenAll(parts.Keys.Select(part => LogAsync(part, word, stop)))).SelectMany(lines => lines)];

    /// <summary>What the parts have said of the pods that a container has now; a log may be older than they are.</summary>
    public async Task<IReadOnlyList<string>> StoryAsync(string container, CancellationToken stop)
    {
        var pods = (await Api.ListAsync(stop)).Where(listed => listed.Name == container).SelectMany(listed => listed.Pods);
        return [.. (await Task.WhenAll(pods.Select(pod => LogAsync(pod.Name, stop)))).SelectMany(lines => lines)];
    }

    /// <summary>Declares a container for each node, and one that the scheduler places. By events all the way: then every queue is bound.</summary>
    /// <returns>Null if it was so, else the hops that something else set off.</returns>
    public async Task<string?> NotByEventsAsync(CancellationToken stop)
    {
        foreach (var name in Cast.Online) await Api.RemoveAsync(name, stop);
        foreach (var (name, node) in Cast.Online.Zip(Names.Append<string?>(null))) await Api.DeclareAsync(name, stop, node);
        for (var since = theatre.Time.GetTimestamp(); await Api.NotRunningAsync(Cast.Online, stop) is { } seen; await Task.Delay(Look, theatre.Time, stop))
            if (theatre.Time.GetElapsedTime(since) > Patience) throw new DidNotStartException($"the cluster starts no container: {seen}");
        var others = new List<string>();
        foreach (var name in Cast.Online)
        {
            var said = await StoryAsync(name, stop);
            others.AddRange(new[] { "CREATE:", "SCHEDULE:", "▶ START:" }
                .Select(hop => said.LastOrDefault(line => line.Contains(hop, StringComparison.Ordinal)) ?? $"no {hop} {name}")
                .Where(line => !line.Contains("trigger=event", StringComparison.Ordinal)));
        }

        return others.Count == 0 ? null : string.Join("; ", others);
    }

    /// <summary>Ends a part at once.</summary>
    public Task KillAsync(string part, CancellationToken stop) => parts[part].KillAsync(stop);

    /// <summary>Starts a part again.</summary>
    public Task StartAgainAsync(string part, CancellationToken stop) => parts[part].StartAgainAsync(stop);

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        // The nodes first, while there is an API that they can tell; the last one takes the network along.
        await Task.WhenAll(started.Where(part => part.Key != Brain).Select(part => part.Value.DisposeAsync().AsTask()));
        if (started.TryGetValue(Brain, out var brain)) await brain.DisposeAsync();
        Rest.Dispose();
    }

    private async Task EventsFlowAsync(CancellationToken stop)
    {
        string? seen = null;
        for (var attempt = 1; attempt <= 10; attempt++)
        {
            seen = await NotByEventsAsync(stop);
            await ResetAsync(stop);
            if (seen is null) return;
        }

        throw new DidNotStartException($"ten times containers were started, and not all of them by events: is the broker well? {seen}");
    }

    private static string Plain(Uri address) => address.ToString().TrimEnd('/');

    private void Take(string name, ChildProcess process) => parts[name] = started[name] = process;

    private async Task<string> LeftAsync(CancellationToken stop)
    {
        var running = (await Hands.RunningAsync(stop)).Where(container => Cast.IsOurs(container.Name)).Select(container => container.ToString());
        var listed = (await Api.ListAsync(stop)).Where(container => Cast.IsOurs(container.Name)).Select(container => container.ToString());
        return string.Join(", ", running.Concat(listed));
    }
}
