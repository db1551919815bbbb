using DuckBus.Configuration;
using DuckBus.Monolith;
using DuckBus.Plain;
using DuckBus.Store.Embedded;
using DuckBus.Telemetry;
using Microsoft.Extensions.Logging;

namespace DuckBus.Composition;

/// <summary><c>duckbus monolith</c>: store, loop and nodes in one process, and a log of every tick.</summary>
internal static class Monolithic
{
    /// <summary>Where it differs from the cluster.</summary>
    public static IReadOnlyDictionary<string, string?> Defaults { get; } = new Dictionary<string, string?>(StringComparer.Ordinal)
    {
        [nameof(Settings.Port)] = "8080",
        [nameof(Settings.Data)] = "./run/monolith",
        [nameof(Settings.Cluster)] = "duckbus-monolith",
        [nameof(Settings.ServiceClusterIpRange)] = "10.100.8.0/22",
    };

    /// <summary>Runs the loop until asked to stop.</summary>
    public static async Task RunAsync(Host host)
    {
        var settings = host.Settings;
        var log = host.Logs.CreateLogger("monolith");
        await using var running = new PartStack();
        running.Push(DirectoryLock.Take(settings.Data, settings.ClusterName));
        var telemetry = running.Push(new PartTelemetry("monolith"));
        var store = running.Push(new EmbeddedStore(
            new EmbeddedStoreOptions(PartOptions.StoreDirectory(settings)), telemetry, host.Time, log));
        await store.OpenAsync(host.Stopping);
        var declarations = new Declarations(store);

        var runtimes = await Runtimes.ChooseAsync(host);
        log.LogInformation("{Runtime}", runtimes.Why);
        var nodes = LocalCluster.NodeNames(settings).Select(name => new LoopNode(new PlainNode(name, runtimes.For(name, host)))).ToList();
        running.PushAll(nodes);
        var url = settings.Urls ?? $"http://localhost:{settings.Port}";
        running.Push(await new MonolithServer(nodes, declarations).StartAsync(url, telemetry, log, host.Stopping));

        // Not before the port is ours: a second start must not take the containers of the first away.
        if (runtimes.Docker is { } engine)
            running.Push(new Leftovers(engine, host));
        await runtimes.EnsureDuckImageAsync(host);
        foreach (var node in nodes)
            await node.PrepareAsync(host.Stopping);
        log.LogInformation("✓ the monolith listens at {Url}/api/containers and looks every {Seconds} s", url, settings.Tick);

        var words = settings.Lang == Language.Fr ? TickWords.French : TickWords.English;
        var loop = new ControlLoop(nodes, declarations, new TickLog(Console.Out, words, host.Time));
        using var ticks = new PeriodicTimer(TimeSpan.FromSeconds(settings.Tick), host.Time);
        do
            await loop.TickAsync(host.Stopping);
        while (await ticks.WaitForNextTickAsync(host.Stopping));
    }
}
