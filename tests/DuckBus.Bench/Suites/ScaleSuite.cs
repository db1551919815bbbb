using System.Globalization;
using DuckBus.Bench.Contenders;
using DuckBus.Bench.Hollow;
using DuckBus.Bench.Reports;
using DuckBus.Testing;
using DuckBus.Testing.Cluster;

namespace DuckBus.Bench.Suites;

/// <summary>
/// Thousands of pods that are declared, scheduled, started and told about by everything but an engine: hollow nodes are real
/// kubelets whose containers are entries in memory.
/// </summary>
public sealed class ScaleSuite(BenchOptions options)
{
    private const int PodsOfANode = 110;

    /// <summary>Measures.</summary>
    public async Task<Suite> RunAsync()
    {
        var figures = new ShownFigures();
        foreach (var pods in options.HollowPods)
            foreach (var figure in await MeasureAsync(pods))
                figures.Add(figure);
        return new Suite("scale", "Hollow pods", $"""
            A Deployment from 0 to thousands of replicas on as many hollow nodes as they need ({PodsOfANode} pods each): real kubelets, all in one process, whose containers
            are entries in memory. Store, bus, scheduler, controllers, leases and statuses are all real, on this machine's cores, with the
            timings of Kubernetes (`--profile kubernetes`).
            """, figures);
    }

    private static async Task<List<Figure>> MeasureAsync(int pods)
    {
        var nodes = (int)Math.Ceiling(pods / (double)PodsOfANode) + 1;
        await using var server = await BenchServer.StartAsync(withBroker: true);
        await using var scheduler = await PartAsync("scheduler");
        await using var controllers = await PartAsync("controllers");
        await using var hollow = await ServerProcess.StartAsync("hollow", Path.GetTempFileName(), null, new Dictionary<string, string>(),
            Environment.ProcessPath!, HollowNodes.Command, server.Address.ToString(), server.Broker!.ToString(), nodes.ToString(CultureInfo.InvariantCulture));
        await Eventually.Async($"{nodes} hollow nodes are Ready", TimeSpan.FromMinutes(3), async () =>
            (await server.Api.ItemsAsync("/api/v1/nodes")).Count(TestCluster.IsReady) == nodes);
        await using var cluster = new KubernetesCluster("DuckBus", new HttpClient { BaseAddress = server.Address, Timeout = Timeout.InfiniteTimeSpan }, "hollow", null);
        await cluster.DeclareAsync("many", 0, CancellationToken.None);
        (string Name, int Id)[] parts = [("API server", server.Process), ("scheduler", scheduler.Id), ("controllers", controllers.Id)];
        var before = parts.Select(part => ProcessUse.ProcessorSeconds(part.Id)).ToList();
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(15));
        var took = await Alternate.TimeAsync(() => cluster.ScaleAsync("many", pods, patience.Token));
        return
        [
            new Figure { What = $"{pods:#,0} pods, all Running", Unit = "pods/s", MoreIsBetter = true, Ours = [pods / took * 1_000] },
            .. parts.Select((part, i) => new Figure
            {
                What = $"{part.Name} with {pods:#,0} pods: processor time a pod", Unit = "ms", Ours = [(ProcessUse.ProcessorSeconds(part.Id) - before[i]) * 1_000 / pods],
            }),
            .. parts.Select(part => new Figure { What = $"{part.Name} with {pods:#,0} pods: memory", Unit = "MB", Ours = [ProcessUse.Megabytes(part.Id)] }),
        ];

        Task<DuckBusProcess> PartAsync(string part) => DuckBusProcess.StartAsync(part, new Dictionary<string, string>(),
            part, "--profile", "kubernetes", "--api", server.Address.ToString(), "--rabbitmq", server.Broker!.ToString());
    }
}
