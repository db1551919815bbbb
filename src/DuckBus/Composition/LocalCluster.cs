using DuckBus.Configuration;
using DuckBus.Telemetry.Logging;
using DuckBus.Terminal;
using Microsoft.Extensions.Logging;

namespace DuckBus.Composition;

/// <summary>
/// <c>duckbus run</c>: a whole cluster in one process. The parts meet over HTTP and the bus as they do when they are separate;
/// only the bus is in memory.
/// </summary>
internal static class LocalCluster
{
    /// <summary>Starts the cluster, says so, and stops it when asked to.</summary>
    public static async Task RunAsync(Host host)
    {
        var began = host.Time.GetTimestamp();
        if (host.Settings.PlainUrls.Length == 0)
            throw new BadSettingsException("--urls needs one address with http:// too, such as http://localhost:8081: the parts of the cluster use it");
        host = host with { Settings = host.Settings with { StopPodsOnExit = true, Api = LocalAddress(host.Settings.PlainUrls) } };
        var settings = host.Settings;
        var log = host.Logs.CreateLogger("duckbus");

        await using var running = new PartStack();
        running.Push(DirectoryLock.Take(settings.Data, settings.ClusterName));
        var runtimes = await Runtimes.ChooseAsync(host);
        var parts = new Parts(host, running, alone: true);

        var bus = running.Push(await Buses.StartAsync(host));
        var apiServer = await parts.StartApiServerAsync(bus);

        // Not before the port is ours: a second start beside a running cluster must not take that one's containers away.
        if (runtimes.Docker is { } engine)
            running.Push(new Leftovers(engine, host));
        var kubeconfig = await Kubeconfig.WriteAsync(apiServer, settings, host.Stopping);
        var image = runtimes.EnsureDuckImageAsync(host);
        var kubelets = await parts.StartKubeletsAsync(bus, runtimes, NodeNames(settings));
        await image;
        var scheduler = await parts.StartSchedulerAsync(bus);
        var controllers = await parts.StartControllersAsync(bus);

        var dashboard = await LocalDashboard.StartAsync(host, parts, bus, new LocalStage(kubelets, bus, running.Push(runtimes.Accidents(host))));

        string? NotReady() =>
            apiServer.NotReadyReason
            ?? kubelets.NotReadyReason
            ?? scheduler.NotReadyReason
            ?? controllers.NotReadyReason;
        await new Readiness(host, log).WaitAsync(NotReady, settings.Nodes);

        var facts = new BannerFacts(
            settings.Api,
            apiServer.SecureAddress is { } secure ? LocalAddress(secure.ToString()) : null,
            kubeconfig,
            settings.Nodes,
            runtimes.Why,
            StateOf(settings),
            dashboard,
            host.Time.GetElapsedTime(began));
        if (settings.LogFormat == LogFormat.Text)
            await Console.Out.WriteAsync(Banner.Text(facts, LogSetup.ColoursWanted()));
        else
            log.LogInformation("DuckBus is ready at {Api} with {Nodes} nodes: {Runtime}", facts.Api, facts.Nodes, facts.Runtime);

        await host.StopAskedAsync();
        log.LogInformation("◼ stopping: pods are stopped and removed, what is declared stays in {State}", facts.State);
    }

    /// <summary>The address under which this machine reaches a server that listens there.</summary>
    internal static string LocalAddress(string urls) => urls.Split(';')[0].TrimEnd('/')
        .Replace("://*", "://localhost", StringComparison.Ordinal)
        .Replace("://+", "://localhost", StringComparison.Ordinal)
        .Replace("://0.0.0.0", "://localhost", StringComparison.Ordinal)
        .Replace("://[::]", "://localhost", StringComparison.Ordinal);

    /// <summary>The nodes of a cluster in one process: <c>node-1</c> and so on.</summary>
    internal static IReadOnlyList<string> NodeNames(Settings settings) => [.. Enumerable.Range(1, settings.Nodes).Select(n => $"node-{n}")];

    private static string StateOf(Settings settings) =>
        settings.UsesPostgres ? "PostgreSQL" : Path.GetFullPath(PartOptions.StoreDirectory(settings));
}
