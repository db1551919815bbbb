using System.Globalization;
using DuckBus.Bench.Contenders;
using DuckBus.Testing;
using DuckBus.Testing.Cluster;

namespace DuckBus.Bench.Hollow;

/// <summary>A Deployment from 0 to so many pods on a cluster of hollow nodes, and what its parts used for it.</summary>
/// <param name="Pods">How many.</param>
/// <param name="Rate">Pods a second, until all are Running.</param>
/// <param name="Parts">The parts.</param>
public sealed record HollowRun(int Pods, double Rate, IReadOnlyList<PartUse> Parts)
{
    /// <summary>How many pods a node takes.</summary>
    public const int PodsOfANode = 110;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(15);

    /// <summary>Starts scheduler, controllers and nodes beside an API server, declares, and waits; in the end they are gone.</summary>
    /// <param name="server">The API server, with a broker.</param>
    /// <param name="pods">How many pods.</param>
    /// <param name="poll">Whether they live by polling alone, every 5 s with the timings for the stage; else by events, with those of Kubernetes.</param>
    public static async Task<HollowRun> OfAsync(BenchServer server, int pods, bool poll = false)
    {
        var nodes = (int)Math.Ceiling(pods / (double)PodsOfANode) + 1;
        using var directory = PrivateDirectory.Create("bench-scale");
        await using var scheduler = await PartAsync("scheduler");
        await using var controllers = await PartAsync("controllers");
        await using var hollow = await ServerProcess.StartAsync("hollow", directory["log"], null, new Dictionary<string, string>(),
            Environment.ProcessPath!, HollowNodes.Command, server.Address.ToString(), server.Broker!.ToString(), nodes.ToString(CultureInfo.InvariantCulture), poll ? "poll" : "bus");
        await Eventually.Async($"{nodes} hollow nodes are Ready", TimeSpan.FromMinutes(3), async () =>
            (await server.Api.ItemsAsync("/api/v1/nodes")).Count(TestCluster.IsReady) == nodes);
        await using var cluster = new KubernetesCluster("DuckBus", new HttpClient { BaseAddress = server.Address, Timeout = Timeout.InfiniteTimeSpan }, "hollow", null);
        await cluster.DeclareAsync("many", 0, CancellationToken.None);
        (string Name, int Id)[] parts = [("API server", server.Process), ("scheduler", scheduler.Id), ("controllers", controllers.Id)];
        var before = parts.Select(part => (Seconds: ProcessUse.ProcessorSeconds(part.Id), Megabytes: ProcessUse.Megabytes(part.Id))).ToList();
        using var patience = new CancellationTokenSource(Patience);
        var took = await Alternate.TimeAsync(() => cluster.ScaleAsync("many", pods, patience.Token));
        return new HollowRun(pods, pods / took * 1_000, [.. parts.Select((part, i) => new PartUse(
            part.Name, (ProcessUse.ProcessorSeconds(part.Id) - before[i].Seconds) * 1_000 / pods, before[i].Megabytes, ProcessUse.Megabytes(part.Id)))]);

        Task<DuckBusProcess> PartAsync(string part) => DuckBusProcess.StartAsync(part, new Dictionary<string, string>(),
            [part, .. poll ? new[] { "--sync", "poll" } : ["--profile", "kubernetes"], "--api", server.Address.ToString(), "--rabbitmq", server.Broker!.ToString()]);
    }
}
