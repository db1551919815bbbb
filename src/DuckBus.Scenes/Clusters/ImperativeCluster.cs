using DuckBus.Scenes.Nodes;
using DuckBus.Scenes.Story;

namespace DuckBus.Scenes.Clusters;

/// <summary>The imperative cluster of a scene: a brain and three passive nodes.</summary>
internal sealed class ImperativeCluster : IAsyncDisposable
{
    public const string Brain = "brain";
    private static readonly string[] Names = ["node-1", "node-2", "node-3"];
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(50);

    private readonly Theatre theatre;
    private readonly Dictionary<string, ChildProcess> started = new(StringComparer.Ordinal);
    private readonly Dictionary<string, IPart> parts = new(StringComparer.Ordinal);

    private ImperativeCluster(Theatre theatre, Uri address, INodeHands hands)
    {
        this.theatre = theatre;
        Rest = new Rest(address);
        Api = new BrainApi(Rest);
        Hands = hands;
    }

    public Rest Rest { get; }

    public BrainApi Api { get; }

    public INodeHands Hands { get; }

    /// <summary>Whether brain and nodes are processes of their own.</summary>
    public bool Apart { get; private init; }

    /// <summary>Whether its brain can be ended.</summary>
    public bool CanLoseBrain => parts.ContainsKey(Brain);

    /// <summary>Whether it is ours.</summary>
    private bool Ours => started.Count > 0;

    /// <summary>Starts one.</summary>
    public static async Task<ImperativeCluster> StartAsync(Theatre theatre, bool apart, int port, CancellationToken stop)
    {
        var listen = FreePorts.Preferred(port);
        var name = theatre.ClusterName("push");
        var data = theatre.DirectoryFor($"{name}-{listen}");
        INodeHands hands = theatre.Engine is { } engine ? new DockerHands(engine, name) : new FileHands(Path.Combine(data, "nodes"));
        var cluster = new ImperativeCluster(theatre, new Uri($"http://localhost:{listen}"), hands) { Apart = apart };
        theatre.Tell((
            $"an imperative cluster starts: http://localhost:{listen}, a brain and three nodes{(apart ? ", each a process" : ", in one process")}",
            $"un cluster impératif démarre : http://localhost:{listen}, un cerveau et trois nœuds{(apart ? ", chacun son processus" : ", dans un seul processus")}"));
        string[] common = ["--data", data, "--cluster", name, "--service-cluster-ip-range", theatre.NextRange()];
        string[] brain = ["push", "--port", $"{listen}", "--answer-within", "60", .. common];
        var none = new Dictionary<string, string>(StringComparer.Ordinal);
        if (apart)
        {
            string[] broker = ["--rabbitmq", (await theatre.BrokerAsync(stop)).ToString()];
            cluster.Take(Brain, theatre.Start(Brain, none, [.. brain, "--role", "brain", .. broker]));
            foreach (var node in Names)
                cluster.Take(node, theatre.Start($"agent {node}", none, ["push", "--role", "agent", "--node", node, "--stop-pods-on-exit", .. common, .. broker]));
        }
        else
        {
            cluster.Take(Brain, theatre.Start(Brain, none, brain));
        }

        try
        {
            await cluster.ReadyAsync(stop);
            return cluster;
        }
        catch
        {
            await cluster.DisposeAsync();
            throw;
        }
    }

    /// <summary>Takes the one that runs already.</summary>
    public static async Task<ImperativeCluster> AttachAsync(Theatre theatre, CancellationToken stop)
    {
        var options = theatre.Options;
        INodeHands hands = theatre.Engine is { } engine
            ? new DockerHands(engine, options.ClusterName + "-push")
            : new FileHands(Path.Combine(options.Data, "push", "nodes"));
        var stack = theatre.Engine is null ? new Dictionary<string, IPart>(StringComparer.Ordinal) : await StackPart.AllAsync(theatre.Engine, options.ClusterName, stop);
        var cluster = new ImperativeCluster(theatre, options.PushUrl!, hands) { Apart = stack.ContainsKey("push-node-1") };
        if (stack.TryGetValue("push", out var brain)) cluster.parts[Brain] = brain;
        foreach (var node in Names)
            if (stack.TryGetValue($"push-{node}", out var agent)) cluster.parts[node] = agent;
        if (!await cluster.Rest.AnswersAsync("/healthz", stop))
            throw new DidNotStartException($"nobody answers at {options.PushUrl}: start the imperative cluster there with duckbus push, or leave --push-url out");
        return cluster;
    }

    /// <summary>Waits until every node answers.</summary>
    public async Task ReadyAsync(CancellationToken stop)
    {
        var since = theatre.Time.GetTimestamp();
        while (!await AllAnswerAsync(stop))
        {
            if (started.Values.FirstOrDefault(part => !part.Runs) is { } dead) throw new DidNotStartException($"the imperative cluster did not start. {dead.LastWords()}");
            if (theatre.Time.GetElapsedTime(since) > Patience)
                throw new DidNotStartException($"the imperative cluster is not ready after {Patience.TotalSeconds:0} s\n{string.Join('\n', started.Values.Select(part => part.LastWords()))}");
            await Task.Delay(Look, theatre.Time, stop);
        }
    }

    /// <summary>Stops what the scenes started there, by hand where the brain has forgotten it.</summary>
    public async Task ResetAsync(CancellationToken stop)
    {
        foreach (var part in parts.Values)
            if (!await part.RunsAsync(stop)) await part.StartAgainAsync(stop);
        await ReadyAsync(stop);
        foreach (var line in (await Api.ListAsync(stop)).Where(line => line.State == "running" && Cast.IsOurs(line.Name)))
            await Api.StopAsync(line.Name, stop, forget: line.Seen == "no answer");
        await Hands.ClearAsync(Cast.IsOurs, stop);
    }

    /// <summary>Ends a part at once.</summary>
    public Task KillAsync(string part, CancellationToken stop) => parts[part].KillAsync(stop);

    /// <summary>Starts a part again.</summary>
    public Task StartAgainAsync(string part, CancellationToken stop) => parts[part].StartAgainAsync(stop);

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(started.Values.Select(part => part.DisposeAsync().AsTask()));
        Rest.Dispose();
    }

    private void Take(string name, ChildProcess process) => parts[name] = started[name] = process;

    private async Task<bool> AllAnswerAsync(CancellationToken stop)
    {
        try
        {
            await Rest.TextAsync("/readyz", stop);
            return !Ours || (Apart ? Names.Sum(node => Waiting(started[node])) : Waiting(started[Brain])) >= Names.Length;
        }
        catch (Exception e) when (e is HttpRequestException || (e is TaskCanceledException && !stop.IsCancellationRequested))
        {
            return false;
        }
    }

    private static int Waiting(ChildProcess part) => part.Fresh.Count(line => line.Contains("waits for commands", StringComparison.Ordinal));
}
