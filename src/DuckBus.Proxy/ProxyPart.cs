using System.Diagnostics;
using System.Net;
using DuckBus.Bus;
using DuckBus.Client.Api;
using DuckBus.Client.Events;
using DuckBus.Client.Informers;
using DuckBus.Client.Queues;
using DuckBus.Gateway;
using DuckBus.Gateway.Control;
using DuckBus.Gateway.Tables;
using DuckBus.Model.Core;
using DuckBus.Model.Discovery;
using DuckBus.Proxy.Feed;
using DuckBus.Proxy.NodePorts;
using DuckBus.Proxy.Tables;
using DuckBus.Telemetry;
using Microsoft.Extensions.Logging;

namespace DuckBus.Proxy;

/// <summary>
/// The services of the nodes of one process: it keeps the gateway at what the API says, listens on node ports, and tells when a pod
/// that is about to stop has been left by all.
/// </summary>
public sealed class ProxyPart : IServiceDrain, IAsyncDisposable
{
    private readonly CancellationTokenSource stop = new();
    private readonly ProxyOptions options;
    private readonly PartTelemetry telemetry;
    private readonly TimeProvider time;
    private readonly ILogger log;
    private readonly InformerFactory informers;
    private readonly Informer<Service> services;
    private readonly Informer<EndpointSlice> slices;
    private readonly TableBuilder builder;
    private readonly GatewayFeed feed;
    private readonly NodePortListeners nodePorts;
    private readonly Reach reach;
    private readonly EventRecorder events;
    private readonly ClashReport clash;
    private readonly ServiceDrain drain;
    private readonly ProxyMetrics metrics;
    private readonly News news;
    private BuiltTable built = BuiltTable.Empty;
    private Task running = Task.CompletedTask;

    private ProxyPart(
        ProxyOptions options, ApiClient api, IChangeBus bus, IGatewayHost host, PartTelemetry telemetry, TimeProvider time, ILoggerFactory logs)
    {
        this.options = options;
        this.telemetry = telemetry;
        this.time = time;
        log = logs.CreateLogger("proxy");
        news = new News(time);
        informers = new InformerFactory(
            api, bus, new InformerOptions { Sync = options.Sync, Resync = options.Resync, TellOutages = false }, telemetry, time, logs);
        services = informers.For<Service>();
        slices = informers.For<EndpointSlice>();
        services.OnChange(change => news.Add(change.Cause));
        slices.OnChange(change => news.Add(change.Cause));
        builder = new TableBuilder(options);
        reach = new Reach(new IPEndPoint(options.Range.Dns, options.DnsPort), options.ClusterDomain, time);
        events = new EventRecorder(api, "proxy", null, time, log);
        clash = new ClashReport(host, options.Nodes, api, events, log);
        nodePorts = new NodePortListeners(host, () => reach.IsDirect, options.Alone, time, log);
        feed = new GatewayFeed(host, options.Resync, LeaveAsync, time, log);
        drain = new ServiceDrain(feed, nodePorts, IsListed, () => informers.ApiUnreachable is null, time, log);
        metrics = new ProxyMetrics(telemetry, () => built.Table.Services.Count);
    }

    /// <summary>The services as the proxy knows them, for others of this process.</summary>
    public Informer<Service> Services => services;

    /// <summary>Why services are not routed as the API says; null when they are.</summary>
    public string? NotReadyReason => informers.NotReadyReason ?? feed.Trouble;

    /// <summary>Starts the proxy and returns at once: it waits for neither the API, nor the bus, nor the gateway, and says in its log what it waits for.</summary>
    /// <param name="options">How it works.</param>
    /// <param name="api">The API.</param>
    /// <param name="bus">News of changes.</param>
    /// <param name="host">Where the gateway is.</param>
    /// <param name="telemetry">Spans and metrics.</param>
    /// <param name="time">The clock.</param>
    /// <param name="logs">Log lines.</param>
    /// <param name="cancellationToken">Gives the start up.</param>
    public static async Task<ProxyPart> StartAsync(
        ProxyOptions options, ApiClient api, IChangeBus bus, IGatewayHost host, PartTelemetry telemetry, TimeProvider time, ILoggerFactory logs,
        CancellationToken cancellationToken)
    {
        var part = new ProxyPart(options, api, bus, host, telemetry, time, logs);
        await part.informers.StartAsync(cancellationToken);
        part.running = Task.WhenAll(
            new[] { part.RouteAsync, part.LookAsync, (Func<CancellationToken, Task>)part.feed.RunAsync }.Select(work => Task.Run(() => work(part.stop.Token), CancellationToken.None)));
        return part;
    }

    /// <inheritdoc />
    public Task DrainAsync(IPAddress pod, CancellationToken cancellationToken) => drain.DrainAsync(pod, cancellationToken);

    /// <summary>Stops. The gateway goes on with the table that it has.</summary>
    public async ValueTask DisposeAsync()
    {
        if (stop.IsCancellationRequested) return;
        await stop.CancelAsync();
        await running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        nodePorts.Dispose();
        await informers.DisposeAsync();
        await events.DisposeAsync();
        stop.Dispose();
    }

    private async Task RouteAsync(CancellationToken cancellationToken)
    {
        Activity.Current = null;
        await informers.WaitForSyncAsync(cancellationToken);
        for (var first = true; !cancellationToken.IsCancellationRequested; first = false)
        {
            var next = news.Next;
            var (causes, since) = news.Take();
            if (first || causes.Count > 0) await ApplyAsync(causes, since, cancellationToken);
            await Task.WhenAny(next, Task.Delay(options.Resync, time, cancellationToken));
            if (!next.IsCompleted) nodePorts.Retry();
        }
    }

    private async Task ApplyAsync(IReadOnlyList<Cause> causes, long since, CancellationToken cancellationToken)
    {
        // Read before the objects, so that a table never claims to know more than it does.
        var revision = new TableRevision(services.Revision, slices.Revision);
        var next = builder.Build(services.List(), slices.List(), revision);
        if (next.Table.Origin.Length == 0) next = next with { Table = next.Table with { Origin = built.Table.Origin } };
        if (built.IsSameAs(next)) return;

        using var span = Span(causes);
        foreach (var line in TableNews.Between(built.Table, next.Table)) log.LogInformation("{News}", line);
        built = next;
        nodePorts.Apply(next.NodePorts);
        feed.Offer(next);
        while (!ReferenceEquals(feed.InForce, next))
        {
            var changed = feed.Changed.Next;
            if (ReferenceEquals(feed.InForce, next) || !feed.IsConnected) break;
            await changed.WaitAsync(cancellationToken);
        }

        if (ReferenceEquals(feed.InForce, next) && causes.Count > 0) metrics.Apply.Record(time.GetElapsedTime(since).TotalSeconds);
    }

    private Activity? Span(IReadOnlyList<Cause> causes)
    {
        var traces = causes.Select(cause => cause.Trace).Where(trace => trace != default).Distinct().ToList();
        if (traces.Count == 0 || !telemetry.Spans.HasListeners()) return null;
        return telemetry.Spans.StartActivity(
            SpanNames.Route, ActivityKind.Internal, traces[0], [new(Tags.Trigger, causes[0].Trigger.Word())], traces.Skip(1).Select(trace => new ActivityLink(trace)));
    }

    private bool IsListed(IPAddress pod)
    {
        var text = pod.ToString();
        return slices.List().Any(slice => slice.Endpoints?.Any(endpoint => endpoint.Addresses?.Contains(text) == true) == true);
    }

    /// <summary>Another proxy drains a pod: its connections through node ports of this process count too.</summary>
    private async Task<int> LeaveAsync(DrainRequest wanted, CancellationToken cancellationToken)
    {
        var since = time.GetTimestamp();
        var limit = TimeSpan.FromMilliseconds(wanted.Milliseconds);
        while (!built.HasLeft(wanted.Address))
        {
            var changed = feed.Changed.Next;
            if (time.GetElapsedTime(since) >= limit) return 0;
            await Task.WhenAny(changed, Task.Delay(limit - time.GetElapsedTime(since), time, cancellationToken));
        }

        return await nodePorts.DrainAsync(wanted.Address, limit - time.GetElapsedTime(since), cancellationToken);
    }

    /// <summary>What networks are there changes: it is looked at whenever the gateway is there again, and at each resync.</summary>
    private async Task LookAsync(CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            var connected = feed.Connected.Next;
            await clash.LookAsync(cancellationToken);
            if (feed.IsConnected && await reach.LookAsync(cancellationToken))
                log.LogInformation(
                    reach.IsDirect
                        ? "the pods' network is in reach again: node ports lead to pods directly"
                        : "the pods' network cannot be reached from here: node ports lead through the gateway, over TCP only");
            await Task.WhenAny(connected, Task.Delay(options.Resync, time, cancellationToken));
        }
    }
}
