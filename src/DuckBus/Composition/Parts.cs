using DuckBus.ApiServer;
using DuckBus.Bus;
using DuckBus.Client.Api;
using DuckBus.Controllers;
using DuckBus.Gateway;
using DuckBus.Kubelet;
using DuckBus.Kubelet.Runtime;
using DuckBus.Proxy;
using DuckBus.Scheduler;
using DuckBus.Telemetry;

namespace DuckBus.Composition;

/// <summary>Starts the parts, each with spans, metrics and a client of its own, and stacks them for the stop.</summary>
/// <param name="host">What the command runs with.</param>
/// <param name="running">Takes what was started.</param>
/// <param name="alone">Whether this process is the whole cluster, so that no leader need be elected.</param>
internal sealed class Parts(Host host, PartStack running, bool alone)
{
    private readonly List<IDisposable> traces = Together(running);
    private PartTelemetry? shown;

    /// <summary>Starts an API server on the store of the settings.</summary>
    public async Task<ApiServerPart> StartApiServerAsync(IChangeBus bus)
    {
        var telemetry = Observe("apiserver");
        var store = running.Push(await Stores.OpenAsync(host, telemetry));
        return running.Push(await ApiServerPart.StartAsync(
            PartOptions.ApiServer(host.Settings), store, bus, telemetry, host.Time, host.Logs, host.Stopping));
    }

    /// <summary>Starts the scheduler.</summary>
    public async Task<SchedulerPart> StartSchedulerAsync(IChangeBus bus)
    {
        var telemetry = Observe("scheduler");
        return running.Push(await SchedulerPart.StartAsync(
            PartOptions.Scheduler(host.Settings, alone), Client("scheduler"), bus, telemetry, host.Time, host.Logs, host.Stopping));
    }

    /// <summary>Starts the controllers.</summary>
    public async Task<ControllersPart> StartControllersAsync(IChangeBus bus)
    {
        var telemetry = Observe("controllers");
        return running.Push(await ControllersPart.StartAsync(
            PartOptions.Controllers(host.Settings, alone), Client("controllers"), bus, telemetry, host.Time, host.Logs, host.Stopping));
    }

    /// <summary>Starts kubelets, which will be stopped at the same time.</summary>
    public async Task<IReadOnlyList<KubeletPart>> StartKubeletsAsync(IChangeBus bus, Runtimes runtimes, IReadOnlyList<string> names)
    {
        var nodes = new List<(string Name, PartTelemetry Telemetry, IContainerRuntime Runtime)>();
        foreach (var name in names)
        {
            running.Push(DirectoryLock.Take(PartOptions.NodeDirectory(host.Settings, name)));
            nodes.Add((name, Observe($"kubelet/{name}"), running.Push(runtimes.For(name, host))));
        }

        var drain = await StartProxyAsync(bus, runtimes, names);
        var kubelets = new List<KubeletPart>();
        running.PushAll(kubelets);
        foreach (var (name, telemetry, runtime) in nodes)
        {
            kubelets.Add(await KubeletPart.StartAsync(
                PartOptions.Kubelet(host.Settings, name), Client("kubelet"), bus, runtime, drain, telemetry, host.Time, host.Logs, host.Stopping));
        }

        return kubelets;
    }

    /// <summary>Starts what routes the services of this process's nodes, for all of them together.</summary>
    private async Task<IServiceDrain> StartProxyAsync(IChangeBus bus, Runtimes runtimes, IReadOnlyList<string> nodes)
    {
        var telemetry = Observe("proxy");
        var options = PartOptions.Proxy(host.Settings, nodes, alone);
        if (runtimes.Gateway(host) is { } gateway)
        {
            running.Push(gateway);
            return running.Push(await ProxyPart.StartAsync(options, Client("proxy"), bus, gateway, telemetry, host.Time, host.Logs, host.Stopping));
        }

        running.Push(await UnroutedServices.StartAsync(options, Client("proxy"), bus, telemetry, host.Time, host.Logs, host.Stopping));
        return NoServiceDrain.Instance;
    }

    /// <summary>Serves a part's health where the settings say, if they do.</summary>
    public async Task ServeHealthAsync(Func<string?> notReadyReason)
    {
        if (host.Settings.HealthUrl is { } url)
            running.Push(await HealthServer.StartAsync(url, shown!, notReadyReason, host.Stopping));
    }

    private PartTelemetry Observe(string part)
    {
        var telemetry = running.Push(new PartTelemetry(part));
        traces.Add(Tracing.Start(telemetry));

        // The first part of the process has the endpoints; it shows the metrics of the others too.
        if (shown is null)
            shown = telemetry;
        else
            shown.Metrics.Include(telemetry);
        return telemetry;
    }

    // All traces are flushed at the same time, after every part has stopped.
    private static List<IDisposable> Together(PartStack running)
    {
        var started = new List<IDisposable>();
        running.PushAll(started);
        return started;
    }

    private ApiClient Client(string part) => ApiClient.Connect(host.Settings.ApiServers, $"duckbus-{part}/{Product.Version}");
}
