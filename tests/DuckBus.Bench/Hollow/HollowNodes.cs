using System.Globalization;
using DuckBus.Bus;
using DuckBus.Client.Api;
using DuckBus.Client.Informers;
using DuckBus.Gateway;
using DuckBus.Kubelet;
using DuckBus.Telemetry;
using DuckBus.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace DuckBus.Bench.Hollow;

/// <summary>Many kubelets in one process, each with a runtime in memory.</summary>
public static class HollowNodes
{
    /// <summary>The command that runs them.</summary>
    public const string Command = "hollow";

    /// <summary>Runs until it is killed.</summary>
    /// <param name="api">The API server.</param>
    /// <param name="broker">The broker.</param>
    /// <param name="count">How many nodes.</param>
    /// <param name="sync">How they learn of their pods: <c>bus</c> or <c>poll</c>.</param>
    public static async Task RunAsync(string api, string broker, string count, string sync)
    {
        var bus = new RabbitMqChangeBus(new BusOptions { Uri = new Uri(broker) }, TimeProvider.System, NullLoggerFactory.Instance);
        await bus.StartAsync(CancellationToken.None);
        var directory = PrivateDirectory.Create("hollow").Path;
        var nodes = new List<KubeletPart>();
        for (var i = 1; i <= int.Parse(count, CultureInfo.InvariantCulture); i++)
        {
            var node = $"hollow-{i}";
            nodes.Add(await KubeletPart.StartAsync(
                OptionsOf(node, directory, sync == "poll"),
                ApiClient.Connect([new Uri(api)], node), bus, new HollowRuntime(TimeProvider.System), NoServiceDrain.Instance, services: null, new PartTelemetry($"kubelet/{node}"),
                TimeProvider.System, NullLoggerFactory.Instance, CancellationToken.None));
        }

        await Task.Delay(Timeout.Infinite);
    }

    /// <summary>
    /// The timings of Kubernetes: the ones for the stage send a lease a second and list everything every five seconds. Those who poll have the ones for the
    /// stage, or they would wait for a minute.
    /// </summary>
    private static KubeletOptions OptionsOf(string node, string directory, bool poll)
    {
        var options = new KubeletOptions { NodeName = node, DataDirectory = Path.Combine(directory, node), Cpu = 1_000, MemoryBytes = 1L << 40 };
        return poll
            ? options with { Sync = SyncMode.Poll }
            : options with { Heartbeat = TimeSpan.FromSeconds(10), LeaseDuration = TimeSpan.FromSeconds(40), Resync = TimeSpan.FromSeconds(60) };
    }
}
