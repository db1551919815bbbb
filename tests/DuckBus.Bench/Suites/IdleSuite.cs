using DuckBus.Bench.Contenders;
using DuckBus.Bench.Reports;
using DuckBus.Testing;
using DuckBus.Testing.Cluster;

namespace DuckBus.Bench.Suites;

/// <summary>What DuckBus uses while nothing happens: <c>duckbus run</c> without pods and with 100 on Docker, and each part by itself.</summary>
public sealed class IdleSuite(BenchOptions options)
{
    private const int Pods = 100;

    private readonly ShownFigures figures = [];

    /// <summary>Measures.</summary>
    public async Task<Suite> RunAsync()
    {
        await using var engine = await DockerEngine.StartAsync(network: false);
        using var directory = PrivateDirectory.Create("bench-idle");
        var port = FreePort.Next();
        // Killed in the end, and the engine with all that it runs.
        await using var run = await DuckBusProcess.StartAsync("run", new Dictionary<string, string> { ["DOCKER_HOST"] = engine.Endpoint.ToString() },
            "run", "--data", directory.Path, "--port", $"{port}", "--cluster", "b" + Guid.NewGuid().ToString("N")[..8], "--service-cluster-ip-range", ServiceRanges.Next());
        await Eventually.Async("duckbus run is ready", TimeSpan.FromSeconds(60), () => run.Output.Contains("/swagger", StringComparison.Ordinal), () => run.Tail);
        var docker = new Together("Docker itself", [.. ProcessTree.Descendants(engine.Process).Where(id => ProcessUse.Name(id) is "dockerd" or "containerd")]);
        await using var web = options.Full ? await WebServerAsync(directory) : null;
        var bare = web is null ? null : new Together("bare web server", [web.Id]);
        if (options.Full) await MeasureAsync(new Group("duckbus run without pods", [run.Id], bare));
        await using var cluster = new KubernetesCluster(
            "DuckBus", new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}"), Timeout = Timeout.InfiniteTimeSpan }, "duckbus/duck:local", null);
        await cluster.DeclareAsync("hundred", Pods, CancellationToken.None);
        await using var parts = options.Full ? await TestCluster.StartAsync(new TestClusterOptions { Traces = false, Engine = engine, Dashboard = true }) : null;
        await MeasureAsync([.. Each(parts, bare), new Group($"duckbus run with {Pods} pods", [run.Id], docker, new Target(2), new Target(250))]);
        return new Suite("idle", "Idle", """
            Processor time and resident memory of processes that have nothing to do, second by second, the rivals in the same seconds. `duckbus run` is the whole cluster in
            one process with the embedded store; its pods are containers in Docker. The peer is the engine that holds these containers, dockerd and containerd together,
            without the process that it has beside each container; it also answers what the kubelets ask it. The parts, in the long run only, are those of a cluster of
            separate processes without pods; the dashboard has no page open. Their floor is a bare ASP.NET server that nobody asks. The gateway, which answers for services
            from a container of its own, is not measured.
            """, figures);
    }

    private static IEnumerable<Group> Each(TestCluster? parts, Together? bare) => parts is null ? [] : parts.Parts
        .GroupBy(part => part.Key.Split('-')[0] switch { "node" => "kubelet", var role => role })
        .Select(group => new Group($"{group.Key}, each", [.. group.Select(part => part.Value.Id)], bare));

    private static async Task<ServerProcess> WebServerAsync(PrivateDirectory directory)
    {
        await File.WriteAllTextAsync(directory["answer"], "{}");
        var address = new Uri($"http://127.0.0.1:{FreePort.Next()}");
        var web = await ServerProcess.StartAsync("bare", directory["bare.log"], null, new Dictionary<string, string>(),
            Environment.ProcessPath!, "bare", address.ToString(), directory["answer"]);
        using var rest = new Rest(address);
        await BenchServer.WaitAsync(rest, "/", "the bare web server is ready");
        return web;
    }

    /// <summary>Second by second, for each process by itself, once it has come to rest; what they are held against in the same seconds.</summary>
    private async Task MeasureAsync(params IReadOnlyList<Group> groups)
    {
        await Task.Delay(options.Seconds(25));
        var all = groups.SelectMany(group => group.Processes.Concat(group.Against?.Processes ?? [])).Distinct().ToList();
        var (busy, held) = (all.ToDictionary(id => id, _ => new List<double>()), all.ToDictionary(id => id, _ => new List<double>()));
        for (var second = 0; second < options.Seconds(10).TotalSeconds; second++)
        {
            var before = all.ToDictionary(id => id, ProcessUse.ProcessorSeconds);
            var took = await Alternate.TimeAsync(() => Task.Delay(TimeSpan.FromSeconds(1)));
            foreach (var id in all)
            {
                busy[id].Add(100_000 * (ProcessUse.ProcessorSeconds(id) - before[id]) / took);
                held[id].Add(ProcessUse.Megabytes(id));
            }
        }

        foreach (var group in groups)
        {
            // The mean: a process that wakes up every five seconds has a median of nothing.
            figures.Add(new Figure
            {
                What = $"{group.What}: processor, mean",
                Unit = "% of a core",
                Ours = [group.Processes.Average(id => busy[id].Average())],
                Rivals = group.Against is { } rival ? [new Rival(rival.What, [rival.Processes.Sum(id => busy[id].Average())])] : [],
                Target = group.Processor,
            });
            figures.Add(new Figure
            {
                What = $"{group.What}: memory",
                Unit = "MB",
                Ours = [.. group.Processes.SelectMany(id => held[id])],
                Rivals = group.Against is { } other ? [new Rival(other.What, Sums(other.Processes.Select(id => held[id])))] : [],
                Target = group.Memory,
            });
        }
    }

    private static IReadOnlyList<double> Sums(IEnumerable<IReadOnlyList<double>> many) => many.Aggregate((sum, one) => [.. sum.Zip(one, (a, b) => a + b)]);

    /// <summary>Processes that are alike, each measured by itself.</summary>
    private sealed record Group(string What, IReadOnlyList<int> Processes, Together? Against, Target? Processor = null, Target? Memory = null);

    /// <summary>Processes that are taken together.</summary>
    private sealed record Together(string What, IReadOnlyList<int> Processes);
}
