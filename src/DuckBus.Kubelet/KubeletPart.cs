using DuckBus.Bus;
using DuckBus.Client.Api;
using DuckBus.Client.Events;
using DuckBus.Client.Informers;
using DuckBus.Gateway;
using DuckBus.Kubelet.Config;
using DuckBus.Kubelet.Docker.Networks;
using DuckBus.Kubelet.Hooks;
using DuckBus.Kubelet.Local;
using DuckBus.Kubelet.Nodes;
using DuckBus.Kubelet.Observation;
using DuckBus.Kubelet.Pods;
using DuckBus.Kubelet.PortForwards;
using DuckBus.Kubelet.Probes;
using DuckBus.Kubelet.Runtime;
using DuckBus.Kubelet.Server;
using DuckBus.Kubelet.Statuses;
using DuckBus.Kubelet.Usage;
using DuckBus.Model.Core;
using DuckBus.Telemetry;
using Microsoft.Extensions.Logging;

namespace DuckBus.Kubelet;

/// <summary>
/// The node agent. It takes what the API declares for its node, makes the container engine run exactly that, and tells what
/// it finds. Without the API it goes on from its checkpoint.
/// </summary>
public sealed class KubeletPart : IAsyncDisposable
{
    private static readonly TimeSpan WaitForApi = TimeSpan.FromSeconds(5);

    private readonly CancellationTokenSource stop = new();
    private readonly KubeletOptions options;
    private readonly TimeProvider time;
    private readonly IChangeBus bus;
    private readonly ILogger log;
    private readonly MeteredRuntime runtime;
    private readonly IServiceDrain drain;
    private readonly ApiHealth health = new();
    private readonly InformerFactory informers;
    private readonly Informer<Pod> declared;
    private readonly EventRecorder events;
    private readonly ConfigSource config;
    private readonly ServiceSource links;
    private readonly CheckpointFile file;
    private KubeletServer? server;
    private PodManager pods = null!;
    private UsageMeter usage = null!;
    private RuntimeWatcher watcher = null!;
    private CheckpointKeeper keeper = null!;
    private Task running = Task.CompletedTask;
    private IAsyncDisposable? changes;

    private KubeletPart(
        KubeletOptions options, ApiClient api, IChangeBus bus, IContainerRuntime runtime, IServiceDrain drain, Informer<Service>? services,
        PartTelemetry telemetry, TimeProvider time, ILoggerFactory logs)
    {
        this.drain = drain;
        this.options = options;
        this.time = time;
        this.bus = bus;
        this.runtime = new MeteredRuntime(runtime, telemetry, time);
        log = logs.CreateLogger($"kubelet/{options.NodeName}");
        informers = new InformerFactory(
            api, bus, new InformerOptions { Sync = options.Sync, Resync = options.Resync, TellOutages = false }, telemetry, time, logs);
        declared = informers.For<Pod>(node: options.NodeName);
        events = new EventRecorder(api, "kubelet", options.NodeName, time, log);
        config = new ConfigSource(api, health, time);
        links = new ServiceSource(services, health, time);
        file = new CheckpointFile(options.DataDirectory, options.NodeName, log);
    }

    /// <summary>Where the kubelet serves logs, health and metrics.</summary>
    public Uri Address => server!.Address;

    /// <summary>Why the kubelet cannot do its work now; null when it can.</summary>
    public string? NotReadyReason =>
        watcher?.Trouble ?? (health.Trouble is { } trouble ? $"the API: {trouble}" : declared.HasSynced ? null : "the pods are not listed yet");

    /// <summary>
    /// Starts the node agent and returns at once: it waits for neither the API, nor the bus, nor the container engine, and
    /// says in its log what it waits for.
    /// </summary>
    /// <param name="options">Who the node is and how it works.</param>
    /// <param name="api">The API.</param>
    /// <param name="bus">News of changes.</param>
    /// <param name="runtime">What runs the containers; the caller disposes it.</param>
    /// <param name="drain">Takes pods out of the services before they stop.</param>
    /// <param name="services">The services that containers are told of, kept by those who route them; null where pods reach none.</param>
    /// <param name="telemetry">Spans and metrics.</param>
    /// <param name="time">The clock.</param>
    /// <param name="logs">Log lines.</param>
    /// <param name="cancellationToken">Gives the start up.</param>
    /// <exception cref="InvalidOperationException">The address to listen on cannot be had.</exception>
    public static async Task<KubeletPart> StartAsync(
        KubeletOptions options, ApiClient api, IChangeBus bus, IContainerRuntime runtime, IServiceDrain drain, Informer<Service>? services,
        PartTelemetry telemetry, TimeProvider time, ILoggerFactory logs, CancellationToken cancellationToken)
    {
        var part = new KubeletPart(options, api, bus, runtime, drain, services, telemetry, time, logs);
        await part.BeginAsync(api, telemetry, cancellationToken);
        return part;
    }

    /// <summary>Stops. The node's containers stay, unless <see cref="KubeletOptions.StopPodsOnExit"/> says otherwise.</summary>
    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await pods.StoppedAsync().ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (options.StopPodsOnExit) await new Sweep(runtime, log).RunAsync(CancellationToken.None);
        await keeper.SaveAsync(CancellationToken.None);
        if (changes is not null) await changes.DisposeAsync();
        await informers.DisposeAsync();
        await events.DisposeAsync();
        if (server is not null) await server.DisposeAsync();
        await usage.DisposeAsync();
        stop.Dispose();
    }

    private async Task BeginAsync(ApiClient api, PartTelemetry telemetry, CancellationToken cancellationToken)
    {
        KubeletEndpoints? endpoints = null;
        server = await KubeletServer.StartAsync(options.ListenUrl, telemetry, () => NotReadyReason, () => endpoints, cancellationToken);
        var address = options.NodeAddress ?? HostAddress.Find(options.ListenUrl, options.Services?.Cluster) ?? server.Address.Host;
        var metrics = new KubeletMetrics(telemetry);
        var view = new RuntimeView(runtime, stop.Token);
        var dialer = new PodDialer(runtime);
        var facts = NodeFacts.Of(address, runtime.RunsProcesses ? options.Services : null, runtime.Name, inContainer: OwnContainer.IsThere);
        var connector = new PodConnector(runtime, dialer, facts.HostNetworkIp);
        pods = new PodManager(
            new PodServices
            {
                Options = options,
                Runtime = runtime,
                View = view,
                Checks = new ProbeChecks(runtime, connector, time),
                Hooks = new HookRunner(runtime, connector, time),
                Config = config,
                Links = links,
                Tokens = new TokenSource(api, time),
                Dns = ClusterDns.Of(options.Services, options.ClusterDomain),
                Drain = drain,
                Api = api,
                Pods = declared,
                Statuses = new StatusWriter(api, declared, telemetry, time, log, stop.Token),
                Events = events,
                Facts = facts,
                Telemetry = telemetry,
                Metrics = metrics,
                Time = time,
                Log = log,
            },
            stop.Token);
        usage = new UsageMeter(runtime, pods, time);
        endpoints = new KubeletEndpoints(
            pods, new LogEndpoint(pods, runtime, time), new RemoteCommandEndpoint(pods, runtime, stop.Token),
            new PortForwardEndpoint(pods, runtime, dialer, log), new UsageEndpoint(usage, options.NodeName));
        var node = new NodeAgent(options, api, health, runtime, address, server.Address.Port, () => watcher.Trouble, events, time, log);
        watcher = new RuntimeWatcher(runtime, view, pods, node, metrics, events, options.Resync, time, log);
        keeper = new CheckpointKeeper(file, options.NodeName, pods, config, links, time);
        Connect();
        await informers.StartAsync(cancellationToken);
        changes = await bus.SubscribeAsync(
            $"kubelet.{options.NodeName}.config", [new Topic("configmaps"), new Topic("secrets")], TakeConfig, cancellationToken);
        running = Task.WhenAll(
            new[] { node.RunAsync, watcher.RunAsync, keeper.RunAsync, (Func<CancellationToken, Task>)LearnWhatIsDeclaredAsync }
            .Select(work => Task.Run(() => work(stop.Token), CancellationToken.None)));
    }

    private Task TakeConfig(ResourceChanged change)
    {
        config.Forget(change.Namespace, change.Name);
        return Task.CompletedTask;
    }

    /// <summary>Who tells whom.</summary>
    private void Connect()
    {
        var report = new OutageReport(health, pods, log);
        var wasLost = false;
        declared.OnChange(change =>
        {
            if (change.Old is { } old && old.Metadata.Uid != change.New?.Metadata.Uid) pods.Vanish(old.Metadata.Uid ?? "", change.Cause);
            if (change.New is { } pod) pods.Declare(pod, change.Cause);
            keeper.SaveSoon();
        });
        health.Changed += reachable =>
        {
            report.Changed(reachable, wasLost);
            wasLost |= !reachable;
            if (reachable) declared.ResyncSoon();
            else report.Look();
        };
        config.Learned += keeper.SaveSoon;
        watcher.Listed += report.Look;
        pods.Passed += keeper.SaveSoon;
        pods.Passed += report.Look;
    }

    /// <summary>From the API if it answers, else from the checkpoint until it does.</summary>
    private async Task LearnWhatIsDeclaredAsync(CancellationToken cancellationToken)
    {
        var synced = declared.WaitForSyncAsync(cancellationToken);
        var lost = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        health.Changed += reachable => _ = !reachable && lost.TrySetResult();
        if (health is { IsReachable: false, WasAsked: true }) lost.TrySetResult();
        await Task.WhenAny(synced, lost.Task, Task.Delay(WaitForApi, time, cancellationToken));
        if (!synced.IsCompleted && file.Load() is { } checkpoint)
        {
            config.Remember([.. checkpoint.ConfigMaps, .. checkpoint.Secrets]);
            links.Remember(checkpoint.Services);
            pods.Adopt(checkpoint.Pods);
        }

        await synced;
        pods.Settle(declared.List());
        keeper.SaveSoon();
    }
}
