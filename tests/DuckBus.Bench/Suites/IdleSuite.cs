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
        if (options.Full) await MeasureAsync(new Group("duckbus run without pods", [run.Id]));
        await using var cluster = new KubernetesCluster(
            "DuckBus", new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}"), Timeout = Timeout.InfiniteTimeSpan }, "duckbus/duck:local", null);
        await cluster.DeclareAsync("hundred", Pods, CancellationToken.None);
        await using var parts = options.Full ? await TestCluster.StartAsync(new TestClusterOptions { Traces = false, Engine = engine, Dashboard = true }) : null;
        await MeasureAsync([.. Each(parts), new Group($"duckbus run with {Pods} pods", [run.Id], new Target(2), new Target(250))]);
        return new Suite("idle", "Idle", """
            Processor time and resident memory of processes that have nothing to do, second by second. `duckbus run` is the whole cluster in one process with the embedded
            store; its pods are containers in Docker. The parts, in the long run only, are those of a cluster of separate processes without pods; the dashboard has no
            page open.
            The gateway, which answers for services from a container of its own, is not measured.
            """, figures);
    }

    private static IEnumerable<Group> Each(TestCluster? parts) => parts is null ? [] : parts.Parts
        .GroupBy(part => part.Key.Split('-')[0] switch { "node" => "kubelet", var role => role })
        .Select(group => new Group($"{group.Key}, each", [.. group.Select(part => part.Value.Id)]));

    /// <summary>Second by second, for each process by itself, once it has come to rest.</summary>
    private async Task MeasureAsync(params IReadOnlyList<Group> groups)
    {
        await Task.Delay(options.Seconds(25));
        var (busy, held) = (groups.Select(_ => new List<double>()).ToList(), groups.Select(_ => new List<double>()).ToList());
        for (var second = 0; second < options.Seconds(10).TotalSeconds; second++)
        {
            var before = groups.Select(group => group.Processes.Select(ProcessUse.ProcessorSeconds).ToList()).ToList();
            var took = await Alternate.TimeAsync(() => Task.Delay(TimeSpan.FromSeconds(1)));
            foreach (var (index, group) in groups.Index())
            {
                busy[index].AddRange(group.Processes.Select((id, i) => 100_000 * (ProcessUse.ProcessorSeconds(id) - before[index][i]) / took));
                held[index].AddRange(group.Processes.Select(ProcessUse.Megabytes));
            }
        }

        // The mean: a process that wakes up every five seconds has a median of nothing.
        foreach (var (index, group) in groups.Index())
        {
            figures.Add(new Figure { What = $"{group.What}: processor, mean", Unit = "% of a core", Ours = [busy[index].Average()], Target = group.Processor });
            figures.Add(new Figure { What = $"{group.What}: memory", Unit = "MB", Ours = held[index], Target = group.Memory });
        }
    }

    private sealed record Group(string What, IReadOnlyList<int> Processes, Target? Processor = null, Target? Memory = null);
}
