using DuckBus.Scenes.Nodes;
using DuckBus.Scenes.Story;

namespace DuckBus.Scenes.Clusters;

/// <summary>The monolith of a scene: one process that is everything.</summary>
internal sealed class MonolithCluster : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(50);
    private readonly ChildProcess process;

    private MonolithCluster(ChildProcess process, Uri address, INodeHands hands)
    {
        this.process = process;
        Rest = new Rest(address);
        Api = new ContainerApi(Rest);
        Hands = hands;
    }

    public Rest Rest { get; }

    public ContainerApi Api { get; }

    public INodeHands Hands { get; }

    /// <summary>Starts one.</summary>
    public static async Task<MonolithCluster> StartAsync(Theatre theatre, int tickSeconds, CancellationToken stop)
    {
        var port = FreePorts.Preferred(theatre.Options.PushPort);
        var name = theatre.ClusterName("monolith");
        var data = theatre.DirectoryFor(name);
        INodeHands hands = theatre.Engine is { } engine ? new DockerHands(engine, name) : new FileHands(Path.Combine(data, "nodes"));
        theatre.Tell(($"the monolith starts: http://localhost:{port}, a tick every {tickSeconds} s", $"le monolithe démarre : http://localhost:{port}, un tick toutes les {tickSeconds} s"));
        var child = theatre.Start("monolith", new Dictionary<string, string>(StringComparer.Ordinal),
            "monolith", "--port", $"{port}", "--data", data, "--cluster", name, "--service-cluster-ip-range", theatre.NextRange(),
            "--tick", $"{tickSeconds}", "--lang", theatre.Options.French ? "fr" : "en");
        var cluster = new MonolithCluster(child, new Uri($"http://localhost:{port}"), hands);
        var since = theatre.Time.GetTimestamp();
        while (!child.Lines.Any(line => line.StartsWith('✅')))
        {
            if (!child.Runs || theatre.Time.GetElapsedTime(since) > Patience)
            {
                await cluster.DisposeAsync();
                throw new DidNotStartException($"the monolith did not start. {child.LastWords()}");
            }

            await Task.Delay(Look, theatre.Time, stop);
        }

        return cluster;
    }

    /// <summary>The latest whole tick whose lines hold a word; empty if there is none.</summary>
    public IReadOnlyList<string> Tick(string word)
    {
        var lines = process.Lines.ToList();
        var at = lines.FindLastIndex(line => line.Contains(word, StringComparison.Ordinal));
        if (at < 0) return [];
        var from = lines.FindLastIndex(at, line => line.StartsWith("TICK", StringComparison.Ordinal));
        var to = lines.FindIndex(at, line => line.StartsWith('✅') || line.StartsWith('⚠'));
        return from < 1 || to < 0 ? [] : lines[(from - 1)..(to + 1)];
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await process.DisposeAsync();
        Rest.Dispose();
    }
}
