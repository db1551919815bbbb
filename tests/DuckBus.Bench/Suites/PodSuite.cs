using DuckBus.Bench.Contenders;
using DuckBus.Bench.Reports;
using DuckBus.Testing;
using DuckBus.Testing.Cluster;

namespace DuckBus.Bench.Suites;

/// <summary>Pods and sets of them, through PostgreSQL and RabbitMQ, beside the bare engine, Swarm, DuckBus without events and other clusters.</summary>
public sealed class PodSuite(BenchOptions options)
{
    private const string Bare = "bare Docker";

    // Of the swarm.
    private const string Bridge = "swarm0";
    private const string Address = "10.201.0.1";

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
        var swarm = await SwarmOnAsync(engine, api);
        List<IContender> first = swarm is not null ? [bare, swarm, .. peers] : [bare, .. peers];
        List<IContender> all = options.Full ? first : [bare, .. peers];

        // What is measured is a cluster that has been up for a while, not the compiler.
        await ours.RunPodsAsync("warm", 30, CancellationToken.None);
        await ours.ClearAsync(CancellationToken.None);
        await PodsAsync(ours, first, "one pod, POST to Running on a watch", 1, options.Full ? 20 : 4, new Target(1.0, Bare));
        await PodsAsync(ours, all, "nine pods at once on three nodes", 9, options.Full ? 10 : 2, new Target(1.1, Bare));
        await ScaleAsync(ours, all, "a Deployment from 0 to 30", options.Full ? 5 : 1, new Target(1.1, Bare));
        await SetsAsync(ours, all);
        await NodeLossAsync(engine, cluster, ours, bare, swarm);
        if (options.Full) await PollAsync(engine, ours, api);
        return new Suite("pods", "Pods", """
            POST or PATCH to the last change on a watch, two API servers, three kubelets. The floor is the same containers by bare Engine calls: a sandbox
            and a container for each pod, one after the other, pods in parallel; for the rolling update in the order of a Deployment. All are through when
            what comes runs; what goes, goes meanwhile. A replica of Docker Swarm is one container without a sandbox, on the same engine, three at a time and the new ones first. A node is lost
            by SIGKILL with some of six replicas on it: of DuckBus the kubelet of one of three nodes, which has 4 s of grace. The floor is what was left of
            its lease, which has to be waited for, and then the lost pods by bare Engine calls, after each round. Of Docker Swarm, in the long run
            and once, it is a second engine that had joined as a worker, which Swarm misses by its heartbeat, every 5 s by default.
            """, figures);
    }

    private async Task PodsAsync(IContender ours, IReadOnlyList<IContender> peers, string what, int count, int rounds, Target? target)
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

    private async Task ScaleAsync(IContender ours, IReadOnlyList<IContender> peers, string what, int rounds, Target? target)
    {
        await MeasureAsync(what, rounds, target, ours, peers, async one =>
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

    private async Task NodeLossAsync(DockerEngine engine, TestCluster cluster, KubernetesCluster ours, BareDocker bare, Swarm? swarm)
    {
        var (took, floor) = await NodeLoss.OfDuckBusAsync(cluster, ours, bare, options.Full ? 3 : 1);
        figures.Add(new Figure
        {
            What = "a node lost (4 s grace) to its pods running elsewhere",
            Unit = "ms",
            Ours = took,
            Rivals = [new Rival("lease + bare Docker", floor), .. options.Full && swarm is not null ? await SwarmNodeLossAsync(engine, swarm) : []],
            Target = new Target(10_000),
        });
    }

    /// <summary>Once: Swarm takes its time. Nothing where a second engine cannot join.</summary>
    private static async Task<IReadOnlyList<Rival>> SwarmNodeLossAsync(DockerEngine engine, Swarm swarm)
    {
        try
        {
            await using var worker = await SwarmWorker.JoinAsync(engine, Bridge, Address);
            return [new Rival(swarm.Name, [await InTimeAsync(swarm, "a node lost", NodeLoss.OfSwarmAsync(swarm, worker, CancellationToken.None))])];
        }
        catch (Exception e) when (e is InvalidOperationException or TimeoutException)
        {
            Console.WriteLine($"  Docker Swarm is left out where a node is lost: {e.Message.Trim()}");
            return [];
        }
    }

    private async Task PollAsync(DockerEngine engine, IContender ours, EngineApi api)
    {
        await using var cluster = await TestCluster.StartAsync(new TestClusterOptions { Traces = false, Engine = engine, Flags = ["--sync", "poll"] });
        await using var poll = Cluster("DuckBus that polls", cluster.FirstApi, api);
        await PodsAsync(ours, [poll], "one pod, by events and by polling every 5 s", 1, 4, new Target(0.5, poll.Name));
        await PodsAsync(ours, [poll], "nine at once, by events and by polling every 5 s", 9, 2, target: null);
        await ScaleAsync(ours, [poll], "a Deployment from 0 to 30, by events and by polling every 5 s", 1, target: null);
    }

    private async Task MeasureAsync(
        string what, int rounds, Target? target, IContender ours, IReadOnlyList<IContender> peers, Func<IContender, Task<double>> measure)
    {
        var values = await Alternate.RunAsync(rounds, rounds > 2 ? 1 : 0, [.. peers.Prepend(ours).Select(one => (Func<Task<double>>)(async () =>
        {
            await Machine.QuietAsync();
            return await InTimeAsync(one, what, measure(one));
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

    private static async Task<double> InTimeAsync(IContender one, string what, Task<double> measured)
    {
        try
        {
            return await measured.WaitAsync(Patience);
        }
        catch (TimeoutException e)
        {
            throw new TimeoutException($"{one.Name} is not through with \"{what}\" after {Patience.TotalSeconds:0} s", e);
        }
    }

    private static KubernetesCluster Cluster(string name, Uri address, EngineApi engine) => new(
        name, new HttpClient { BaseAddress = address, Timeout = Timeout.InfiniteTimeSpan }, "duckbus/duck:local",
        id => engine.CallAsync(HttpMethod.Post, $"containers/{id}/kill", null, CancellationToken.None));

    /// <summary>Makes the engine a swarm of one, with a bridge as the others have it; null where the engine cannot.</summary>
    private static async Task<Swarm?> SwarmOnAsync(DockerEngine engine, EngineApi api)
    {
        try
        {
            foreach (var command in new[] { "link set lo up", $"link add {Bridge} type bridge", $"addr add {Address}/24 dev {Bridge}", $"link set {Bridge} up" })
                await engine.InsideAsync(["ip", .. command.Split(' ')]);
            await engine.DockerAsync("swarm", "init", "--advertise-addr", Address);
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
