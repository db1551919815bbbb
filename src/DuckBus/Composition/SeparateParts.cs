using DuckBus.Configuration;
using Microsoft.Extensions.Logging;

namespace DuckBus.Composition;

/// <summary>The parts as processes of their own, the way they run on several machines.</summary>
internal static class SeparateParts
{
    /// <summary><c>duckbus apiserver</c>.</summary>
    public static async Task RunApiServerAsync(Host host)
    {
        await using var running = new PartStack();
        if (!host.Settings.UsesPostgres)
            running.Push(DirectoryLock.Take(host.Settings.Data, host.Settings.Cluster));
        var bus = running.Push(await Buses.StartAsync(host));
        var server = await new Parts(host, running, alone: false).StartApiServerAsync(bus);
        var log = host.Logs.CreateLogger("apiserver");
        log.LogInformation("✓ serving the API at {Address}", host.Settings.ListenUrls);
        await Kubeconfig.WriteInTimeAsync(server, host, log);
        await StopAskedAsync(host, "apiserver");
    }

    /// <summary><c>duckbus scheduler</c>.</summary>
    public static async Task RunSchedulerAsync(Host host)
    {
        await using var running = new PartStack();
        var bus = running.Push(await Buses.StartAsync(host));
        var parts = new Parts(host, running, alone: false);
        var scheduler = await parts.StartSchedulerAsync(bus);
        await parts.ServeHealthAsync(() => scheduler.NotReadyReason);
        await StopAskedAsync(host, "scheduler");
    }

    /// <summary><c>duckbus controllers</c>.</summary>
    public static async Task RunControllersAsync(Host host)
    {
        await using var running = new PartStack();
        var bus = running.Push(await Buses.StartAsync(host));
        var parts = new Parts(host, running, alone: false);
        var controllers = await parts.StartControllersAsync(bus);
        await parts.ServeHealthAsync(() => controllers.NotReadyReason);
        await StopAskedAsync(host, "controllers");
    }

    /// <summary><c>duckbus kubelet</c>.</summary>
    public static async Task RunKubeletAsync(Host host)
    {
        var node = host.Settings.Node
            ?? throw new BadSettingsException("a kubelet needs the name of its node: --node NAME");
        await using var running = new PartStack();
        var log = host.Logs.CreateLogger($"kubelet/{node}");
        var runtimes = await Runtimes.WaitForAsync(host, log);
        log.LogInformation("{Runtime}", runtimes.Why);
        await runtimes.EnsureDuckImageAsync(host);
        var bus = running.Push(await Buses.StartAsync(host));
        await new Parts(host, running, alone: false).StartKubeletsAsync(bus, runtimes, [node]);
        await StopAskedAsync(host, $"kubelet/{node}");
    }

    /// <summary><c>duckbus dashboard</c>.</summary>
    public static async Task RunDashboardAsync(Host host)
    {
        if (!host.Settings.HasDashboard) throw new BadSettingsException("--dashboard-url off leaves nothing to do: give an address such as http://localhost:8082");
        await using var running = new PartStack();
        var bus = running.Push(await Buses.StartAsync(host));
        var stage = running.Push(await EngineStage.OpenAsync(host));
        var dashboard = await new Parts(host, running, alone: false).StartDashboardAsync(bus, stage);
        host.Logs.CreateLogger("dashboard").LogInformation("✓ serving the dashboard at {Address}", dashboard.Address);
        await StopAskedAsync(host, "dashboard");
    }

    /// <summary><c>duckbus proxy</c>: the node ports of a cluster where no kubelet is.</summary>
    public static async Task RunProxyAsync(Host host)
    {
        await using var running = new PartStack();
        var runtimes = await Runtimes.ChooseAsync(host);
        var bus = running.Push(await Buses.StartAsync(host));
        var parts = new Parts(host, running, alone: false);
        var proxy = await parts.StartProxyAsync(bus, runtimes, [])
            ?? throw new CannotStartException("a proxy passes connections on to containers, and there is no Docker engine: services have nothing behind them");
        await parts.ServeHealthAsync(() => proxy.NotReadyReason);
        await StopAskedAsync(host, "proxy");
    }

    private static async Task StopAskedAsync(Host host, string part)
    {
        Buses.WarnIfAlone(host, host.Logs.CreateLogger(part));
        await host.StopAskedAsync();
        host.Logs.CreateLogger(part).LogInformation("◼ stopping");
    }
}
