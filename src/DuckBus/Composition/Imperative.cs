using DuckBus.Configuration;
using DuckBus.Plain;
using DuckBus.Push;
using DuckBus.Push.Commands;
using DuckBus.Telemetry;
using Microsoft.Extensions.Logging;

namespace DuckBus.Composition;

/// <summary>
/// <c>duckbus push</c>: the imperative cluster, brain and agents in one process or apart. Its containers belong to a cluster of
/// their own, so that it can run beside the declarative one.
/// </summary>
internal static class Imperative
{
    /// <summary>Where it differs from the declarative cluster.</summary>
    public static IReadOnlyDictionary<string, string?> Defaults { get; } = new Dictionary<string, string?>(StringComparer.Ordinal)
    {
        [nameof(Settings.Port)] = "8080",
        [nameof(Settings.Data)] = "./run/push",
        [nameof(Settings.Cluster)] = "duckbus-push",
        [nameof(Settings.ServiceClusterIpRange)] = "10.100.0.0/22",
    };

    /// <summary>Starts what the role says, and stops it when asked to.</summary>
    public static async Task RunAsync(Host host)
    {
        var settings = host.Settings;
        if (settings is { Role: not PushRole.All, RabbitMq: null })
            throw new BadSettingsException("brain and agents that run apart need a broker between them: --rabbitmq amqp://guest:guest@localhost:5672/");
        if (settings is { Role: PushRole.Agent, Node: null })
            throw new BadSettingsException("an agent needs the name of its node: --node NAME");

        await using var running = new PartStack();
        var bus = running.Push(settings.RabbitMq is { } broker
            ? CommandBus.RabbitMq(settings.ClusterName, new Uri(broker))
            : CommandBus.InMemory(settings.ClusterName));
        bus.Start();
        if (settings.Role is PushRole.All)
            running.Push(DirectoryLock.Take(settings.Data, settings.ClusterName));
        if (settings.Role is not PushRole.Agent)
            await StartBrainAsync(host, running, bus);
        if (settings.Role is not PushRole.Brain)
            await StartAgentsAsync(host, running, bus);

        await host.StopAskedAsync();
        host.Logs.CreateLogger("push").LogInformation("◼ stopping");
    }

    private static async Task StartBrainAsync(Host host, PartStack running, CommandBus bus)
    {
        var settings = host.Settings;
        var log = host.Logs.CreateLogger("brain");
        var url = settings.Urls ?? $"http://localhost:{settings.Port}";
        var telemetry = running.Push(new PartTelemetry("brain"));
        var brain = new Brain(LocalCluster.NodeNames(settings), bus, TimeSpan.FromSeconds(settings.AnswerWithin), host.Time, log);
        running.Push(await BrainServer.StartAsync(url, brain, bus, telemetry, log, host.Stopping));
        log.LogInformation("✓ the brain listens at {Url}: POST /container/start, POST /container/stop, GET /containers", url);
    }

    private static async Task StartAgentsAsync(Host host, PartStack running, CommandBus bus)
    {
        var runtimes = await Runtimes.ChooseAsync(host);
        host.Logs.CreateLogger("push").LogInformation("{Runtime}", runtimes.Why);
        if (runtimes.Docker is { } engine && host.Settings.Role is PushRole.All)
            running.Push(new Leftovers(engine, host));
        await runtimes.EnsureDuckImageAsync(host);
        var names = host.Settings.Node is { } one ? [one] : LocalCluster.NodeNames(host.Settings);
        foreach (var name in names)
        {
            running.Push(DirectoryLock.Take(PartOptions.NodeDirectory(host.Settings, name), host.Settings.ClusterName));
            var node = new PlainNode(name, runtimes.For(name, host));
            var agent = running.Push(new Agent(node, host.Logs.CreateLogger($"agent/{name}")));
            if (host.Settings.StopPodsOnExit || host.Settings.Role is PushRole.All)
                running.Push(new EmptyNode(node));
            await agent.StartAsync(bus, host.Stopping);
        }
    }

    /// <summary>Takes a node's containers away before its agent stops.</summary>
    private sealed class EmptyNode(PlainNode node) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync() => await node.ClearAsync(CancellationToken.None);
    }
}
