using DuckBus.Bench.Contenders;
using DuckBus.Bench.Reports;
using DuckBus.Testing;
using DuckBus.Testing.Cluster;

namespace DuckBus.Bench.Suites;

/// <summary>Pods and sets of them, through PostgreSQL and RabbitMQ, beside the bare engine, Swarm, DuckBus without events and other clusters.</summary>
public sealed class PodSuite(BenchOptions options)
{
    private const string Bare = "bare Docker";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private readonly ShownFigures figures = [];

    /// <summary>Measures.</summary>
    public async Task<Suite> RunAsync()
    {
        await using var engine = await DockerEngine.StartAsync(network: false);
        await using var cluster = await TestCluster.StartAsync(new TestClusterOptions { Traces = false, Engine = engine });
        using var api = new EngineApi(engine.Endpoint);
        var bare = new BareDocker(api, cluster.Name);
        await using var ours = Cluster("DuckBus", cluster.FirstApi, api);
        var peers = options.Peers.Select(file =>
            new KubernetesCluster(Path.GetFileNameWithoutExtension(file), KubeconfigFile.Connect(file), options.Image, kill: null)).ToList();
        // Swarm takes as long as all others together: the quick run has it in the first workload only.
        List<IContender> first = await SwarmOnAsync(engine, api) is { } swarm ? [bare, swarm, .. peers] : [bare, .. peers];
        List<IContender> all = options.Full ? first : [bare, .. peers];

        // What is measured is a cluster that has been up for a while, not the compiler.
        await ours.RunPodsAsync("warm", 30, CancellationToken.None);
        await ours.ClearAsync(CancellationToken.None);
        await PodsAsync(ours, first, "one pod, POST to Running on a watch", 1, options.Full ? 20 : 4, new Target(1.0, Bare));
        await PodsAsync(ours, all, "nine pods at once on three nodes", 9, options.Full ? 10 : 2, new Target(1.1, Bare));
        await ScaleAsync(ours, all);
        await SetsAsync(ours, all);
        await NodeLossAsync(cluster, ours);
        if (options.Full) await PollAsync(engine, ours, api);
        return new Suite("pods", "Pods", """
            POST or PATCH to the last change on a watch, two API servers, three kubelets. The floor is the same containers by bare Engine calls: a sandbox
            and a container for each pod, one after the other, pods in parallel; for the rolling update in the order of a Deployment. A
            replica of Docker Swarm is one container without a sandbox, on the same engine, three at a time and the new ones first.
            """, figures);
    }

    private async Task PodsAsync(IContender ours, IReadOnlyList<IContender> peers, string what, int count, int rounds, Target target)
    {
        var round = 0;
        await MeasureAsync(what, rounds, target, ours, peers, async one =>
        {
            var name = $"p{count}-{++round}";
            var took = await Alternate.TimeAsync(() => one.RunPodsAsync(name, count, CancellationToken.None));
            await one.ClearAsync(CancellationToken.None);
            return took;
        });
    }

    private async Task ScaleAsync(IContender ours, IReadOnlyList<IContender> peers)
    {
        await MeasureAsync("a Deployment from 0 to 30", options.Full ? 5 : 1, new Target(1.1, Bare), ours, peers, async one =>
        {
            await one.DeclareAsync("thirty", 0, CancellationToken.None);
            var took = await Alternate.TimeAsync(() => one.ScaleAsync("thirty", 30, CancellationToken.None));
            await one.ClearAsync(CancellationToken.None);
            return took;
        });
    }

    private async Task SetsAsync(IContender ours, IReadOnlyList<IContender> peers)
    {
        foreach (var one in peers.Prepend(ours)) await one.DeclareAsync("ten", 10, CancellationToken.None);
        var rounds = options.Full ? 10 : 2;
        await MeasureAsync("a deleted pod replaced", rounds, new Target(1.2, Bare), ours, peers, one =>
            Alternate.TimeAsync(() => one.ReplaceAsync("ten", CancellationToken.None)));
        await MeasureAsync("a killed container restarted", options.Full ? 5 : 2, new Target(1.2, Bare), ours, peers, async one =>
        {
            var done = true;
            var took = await Alternate.TimeAsync(async () => done = await one.RestartAsync("ten", CancellationToken.None));
            return done ? took : double.NaN;
        });
        await MeasureAsync("a rolling update of ten", options.Full ? 5 : 2, new Target(1.3, Bare), ours, peers, one =>
            Alternate.TimeAsync(() => one.RollAsync("ten", CancellationToken.None)));
        foreach (var one in peers.Prepend(ours)) await one.ClearAsync(CancellationToken.None);
    }

    private async Task NodeLossAsync(TestCluster cluster, KubernetesCluster ours)
    {
        var took = new List<double>();
        for (var round = 0; round < (options.Full ? 3 : 1); round++)
        {
            await ours.DeclareAsync("lost", 6, CancellationToken.None);
            await using var watch = await PodWatch.StartAsync(cluster.Api.Http, "/api/v1/namespaces/default/pods?labelSelector=app=lost", CancellationToken.None);
            bool Elsewhere(System.Text.Json.Nodes.JsonNode pod) => PodWatch.Runs(pod) && (string?)pod["spec"]!["nodeName"] != "node-1";
            took.Add(await Alternate.TimeAsync(async () =>
            {
                await cluster.Parts["node-1"].KillAsync();
                await watch.UntilAsync(6, Elsewhere, CancellationToken.None);
            }));
            await cluster.Parts["node-1"].StartAgainAsync();
            await cluster.NodesAreReadyAsync(3, TimeSpan.FromSeconds(60));
            await ours.ClearAsync(CancellationToken.None);
        }

        figures.Add(new Figure { What = "a node lost (4 s grace) to its pods running elsewhere", Unit = "ms", Ours = took, Target = new Target(10_000) });
    }

    private async Task PollAsync(DockerEngine engine, IContender ours, EngineApi api)
    {
        await using var cluster = await TestCluster.StartAsync(new TestClusterOptions { Traces = false, Engine = engine, Flags = ["--sync", "poll"] });
        await using var poll = Cluster("DuckBus that polls", cluster.FirstApi, api);
        await PodsAsync(ours, [poll], "one pod, by events and by polling every 5 s", 1, 10, new Target(0.5, poll.Name));
    }

    private async Task MeasureAsync(
        string what, int rounds, Target? target, IContender ours, IReadOnlyList<IContender> peers, Func<IContender, Task<double>> measure)
    {
        var values = await Alternate.RunAsync(rounds, rounds > 2 ? 1 : 0, [.. peers.Prepend(ours).Select(one => (Func<Task<double>>)(async () =>
        {
            await Machine.QuietAsync();
            try
            {
                return await measure(one).WaitAsync(Patience);
            }
            catch (TimeoutException e)
            {
                throw new TimeoutException($"{one.Name} is not through with \"{what}\" after {Patience.TotalSeconds:0} s", e);
            }
        }))]);
        figures.Add(new Figure
        {
            What = what,
            Unit = "ms",
            Ours = values[0],
            Rivals = [.. peers.Select((peer, i) => new Rival(peer.Name, values[i + 1])).Where(rival => !rival.Values.Any(double.IsNaN))],
            Target = target,
        });
    }

    private static KubernetesCluster Cluster(string name, Uri address, EngineApi engine) => new(
        name, new HttpClient { BaseAddress = address, Timeout = Timeout.InfiniteTimeSpan }, "duckbus/duck:local",
        id => engine.CallAsync(HttpMethod.Post, $"containers/{id}/kill", null, CancellationToken.None));

    /// <summary>Makes the engine a swarm of one, with a bridge as the others have it; null where the engine cannot.</summary>
    private static async Task<Swarm?> SwarmOnAsync(DockerEngine engine, EngineApi api)
    {
        try
        {
            foreach (var command in new[] { "link set lo up", "link add swarm0 type bridge", "addr add 10.201.0.1/24 dev swarm0", "link set swarm0 up" })
                await engine.InsideAsync(["ip", .. command.Split(' ')]);
            await engine.DockerAsync("swarm", "init", "--advertise-addr", "10.201.0.1");
            await engine.DockerAsync("network", "create", "--driver", "bridge", "--scope", "swarm", "bench");
            return new Swarm(api, "bench");
        }
        catch (InvalidOperationException e)
        {
            Console.WriteLine($"  Docker Swarm is left out: {e.Message.Trim()}");
            return null;
        }
    }
}
