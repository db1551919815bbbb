using DuckBus.ApiServer;
using DuckBus.Bus;
using DuckBus.Client.Api;
using DuckBus.Controllers;
using DuckBus.Dashboard;
using DuckBus.Dashboard.Stages;
using DuckBus.Gateway;
using DuckBus.Kubelet;
using DuckBus.Kubelet.Runtime;
using DuckBus.Proxy;
using DuckBus.Scheduler;
using DuckBus.Telemetry;
using DuckBus.Telemetry.Otlp;

namespace DuckBus.Composition;

/// <summary>Starts the parts, each with spans, metrics and a client of its own, and stacks them for the stop.</summary>
/// <param name="host">What the command runs with.</param>
/// <param name="running">Takes what was started.</param>
/// <param name="alone">Whether this process is the whole cluster, so that no leader need be elected.</param>
internal sealed class Parts(Host host, PartStack running, bool alone)
{
    private const int SpansKept = 10_000;

    private readonly ReceivedSpans spans = new(SpansKept);
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
    public async Task<LocalNodes> StartKubeletsAsync(IChangeBus bus, Runtimes runtimes, IReadOnlyList<string> names)
    {
        var held = new Dictionary<string, IContainerRuntime>(StringComparer.Ordinal);
        foreach (var name in names)
        {
            running.Push(DirectoryLock.Take(PartOptions.NodeDirectory(host.Settings, name), host.Settings.ClusterName));
            held[name] = running.Push(runtimes.For(name, host));
        }

        var proxy = await StartProxyAsync(bus, runtimes, names);
        IServiceDrain drain = proxy is null ? NoServiceDrain.Instance : proxy;
        var nodes = running.Push(new LocalNodes(async name =>
        {
            var telemetry = new PartTelemetry($"kubelet/{name}");
            var traced = Traced(telemetry);
            Show(telemetry);
            var kubelet = await KubeletPart.StartAsync(
                PartOptions.Kubelet(host.Settings, name), Client("kubelet"), bus, held[name], drain, proxy?.Services, telemetry, host.Time, host.Logs, host.Stopping);
            return new LocalNode(kubelet, new DisposableGroup(traced, telemetry), () => shown?.Metrics.Exclude(telemetry));
        }));
        foreach (var name in names) await nodes.StartAsync(name);
        return nodes;
    }

    /// <summary>Starts the dashboard.</summary>
    public async Task<DashboardPart> StartDashboardAsync(IChangeBus bus, IStage stage)
    {
        // Without spans: in each trace of the cluster there would be one of somebody who only looks on.
        var telemetry = running.Push(new PartTelemetry("dashboard"));
        Show(telemetry);
        return running.Push(await DashboardPart.StartAsync(
            PartOptions.Dashboard(host.Settings, alone), Client("dashboard"), bus, stage, spans, telemetry, host.Time, host.Logs, host.Stopping));
    }

    /// <summary>Starts what routes the services of this process's nodes, for all of them together.</summary>
    /// <returns>Null if nothing can answer behind services; they say so then.</returns>
    public async Task<ProxyPart?> StartProxyAsync(IChangeBus bus, Runtimes runtimes, IReadOnlyList<string> nodes)
    {
        var telemetry = Observe("proxy");
        var options = PartOptions.Proxy(host.Settings, nodes, alone);
        if (runtimes.Gateway(host) is { } gateway)
        {
            running.Push(gateway);
            return running.Push(await ProxyPart.StartAsync(options, Client("proxy"), bus, gateway, telemetry, host.Time, host.Logs, host.Stopping));
        }

        running.Push(await UnroutedServices.StartAsync(options, Client("proxy"), bus, telemetry, host.Time, host.Logs, host.Stopping));
        return null;
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
        traces.Add(Traced(telemetry));
        Show(telemetry);
        return telemetry;
    }

    // The first part of the process has the endpoints; it shows the metrics of the others too.
    private void Show(PartTelemetry telemetry)
    {
        if (shown is null)
            shown = telemetry;
        else
            shown.Metrics.Include(telemetry);
    }

    private DisposableGroup Traced(PartTelemetry telemetry) => alone && host.Settings.HasDashboard
        ? new DisposableGroup(Tracing.Start(telemetry), new SpanTap(telemetry, spans))
        : new DisposableGroup(Tracing.Start(telemetry));

    // All traces are flushed at the same time, after every part has stopped.
    private static List<IDisposable> Together(PartStack running)
    {
        var started = new List<IDisposable>();
        running.PushAll(started);
        return started;
    }

    private ApiClient Client(string part) => ApiClient.Connect(host.Settings.ApiServers, $"duckbus-{part}/{Product.Version}");
}
