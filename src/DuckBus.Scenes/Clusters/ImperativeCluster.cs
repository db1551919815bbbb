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
    private readonly Dictionary<string, ChildProcess> parts = new(StringComparer.Ordinal);

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

    /// <summary>Whether it is ours, so that its parts can be stopped.</summary>
    public bool Ours => parts.Count > 0;

    /// <summary>Starts one.</summary>
    public static async Task<ImperativeCluster> StartAsync(Theatre theatre, bool apart, int port, CancellationToken stop)
    {
        var listen = FreePorts.Preferred(port);
        var name = theatre.ClusterName("push");
        var data = theatre.DirectoryFor($"{name}-{listen}");
        INodeHands hands = theatre.Engine is { } engine ? new DockerHands(engine, name) : new FileHands(Path.Combine(data, "nodes"));
        var cluster = new ImperativeCluster(theatre, new Uri($"http://localhost:{listen}"), hands) { Apart = apart };
        theatre.Tell((
            $"an imperative cluster starts: {cluster.Rest.Address}, a brain and three nodes{(apart ? ", each a process" : ", in one process")}",
            $"un cluster impératif démarre : {cluster.Rest.Address}, un cerveau et trois nœuds{(apart ? ", chacun son processus" : ", dans un seul processus")}"));
        string[] common = ["--data", data, "--cluster", name, "--service-cluster-ip-range", theatre.NextRange()];
        string[] brain = ["push", "--port", $"{listen}", .. common];
        var none = new Dictionary<string, string>(StringComparer.Ordinal);
        if (apart)
        {
            string[] broker = ["--rabbitmq", (await theatre.BrokerAsync(stop)).ToString()];
            cluster.parts[Brain] = theatre.Start(Brain, none, [.. brain, "--role", "brain", .. broker]);
            foreach (var node in Names)
                cluster.parts[node] = theatre.Start($"agent {node}", none, ["push", "--role", "agent", "--node", node, "--stop-pods-on-exit", .. common, .. broker]);
        }
        else
        {
            cluster.parts[Brain] = theatre.Start(Brain, none, brain);
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
            ? new DockerHands(engine, "duckbus-push")
            : new FileHands(Path.Combine(options.Data, "push", "nodes"));
        var cluster = new ImperativeCluster(theatre, options.PushUrl!, hands);
        if (!await cluster.Rest.AnswersAsync("/healthz", stop))
            throw new CannotPlayException($"nobody answers at {options.PushUrl}: start the imperative cluster there with duckbus push, or leave --push-url out");
        return cluster;
    }

    /// <summary>Waits until every node answers.</summary>
    public async Task ReadyAsync(CancellationToken stop)
    {
        var since = theatre.Time.GetTimestamp();
        while (!await AllAnswerAsync(stop))
        {
            if (parts.Values.FirstOrDefault(part => !part.Runs) is { } dead) throw new CannotPlayException($"the imperative cluster did not start. {dead.LastWords()}");
            if (theatre.Time.GetElapsedTime(since) > Patience)
                throw new CannotPlayException($"the imperative cluster is not ready after {Patience.TotalSeconds:0} s\n{string.Join('\n', parts.Values.Select(part => part.LastWords()))}");
            await Task.Delay(Look, theatre.Time, stop);
        }
    }

    /// <summary>Stops what the scenes started there, by hand where the brain has forgotten it.</summary>
    public async Task ResetAsync(CancellationToken stop)
    {
        foreach (var part in parts.Values.Where(part => !part.Runs)) part.Start();
        await ReadyAsync(stop);
        foreach (var line in (await Api.ListAsync(stop)).Where(line => line.State == "running" && Cast.IsOurs(line.Name)))
            await Api.StopAsync(line.Name, stop, forget: line.Seen == "no answer");
        foreach (var left in (await Hands.RunningAsync(stop)).Where(container => Cast.IsOurs(container.Name)))
            await Hands.CrashAsync(left, stop);
    }

    /// <summary>Ends a part at once.</summary>
    public Task KillAsync(string part) => parts[part].KillAsync();

    /// <summary>Starts a part again.</summary>
    public void StartAgain(string part) => parts[part].Start();

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(parts.Values.Select(part => part.DisposeAsync().AsTask()));
        Rest.Dispose();
    }

    private async Task<bool> AllAnswerAsync(CancellationToken stop)
    {
        try
        {
            await Rest.TextAsync("/readyz", stop);
            return !Ours || (Apart ? Names.Sum(node => Waiting(parts[node])) : Waiting(parts[Brain])) >= Names.Length;
        }
        catch (Exception e) when (e is HttpRequestException || (e is TaskCanceledException && !stop.IsCancellationRequested))
        {
            return false;
        }
    }

    private static int Waiting(ChildProcess part) => part.Fresh.Count(line => line.Contains("waits for commands", StringComparison.Ordinal));
}
