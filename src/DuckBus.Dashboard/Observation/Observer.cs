using DuckBus.Bus;
using DuckBus.Client.Api;
using DuckBus.Client.Informers;
using DuckBus.Client.Queues;
using DuckBus.Dashboard.Bus;
using DuckBus.Dashboard.Facts;
using DuckBus.Dashboard.Worlds;
using DuckBus.Model.Apps;
using DuckBus.Model.Coordination;
using DuckBus.Model.Core;
using DuckBus.Model.Meta;
using DuckBus.Telemetry;
using Microsoft.Extensions.Logging;

namespace DuckBus.Dashboard.Observation;

/// <summary>Watches the cluster with the same informers as any part of it, and tells the observatory in facts.</summary>
internal sealed class Observer : IAsyncDisposable
{
    private const string LeaseNamespace = "kube-node-lease";

    private readonly DashboardOptions options;
    private readonly Observatory observatory;
    private readonly IChangeBus bus;
    private readonly InformerFactory informers;
    private readonly Informer<Pod> pods;
    private IAsyncDisposable? subscription;
    private DateTimeOffset agreedAt;

    public Observer(
        DashboardOptions options, Observatory observatory, ApiClient api, IChangeBus bus, PartTelemetry telemetry, TimeProvider time, ILoggerFactory logs)
    {
        this.options = options;
        this.observatory = observatory;
        this.bus = bus;
        informers = new InformerFactory(api, bus, new InformerOptions { Sync = options.Sync, Resync = options.Resync }, telemetry, time, logs);
        pods = informers.For<Pod>();
        agreedAt = observatory.Now;
        Follow(pods, change => change.New is { } pod
            ? new PodSeen(At, PodReading.Of(pod), change.Cause.Trigger)
            : new PodGone(At, change.Latest.Metadata.Uid ?? "", change.Cause.Trigger));
        Follow(informers.For<Node>(), change => change.New is { } node ? new NodeSeen(At, NodeFacts.Of(node)) : new NodeGone(At, change.Latest.Metadata.Name ?? ""));
        Follow(informers.For<Deployment>(), change => change.New is { } deployment
            ? new WorkloadSeen(At, WorkloadFacts.Of(deployment)) : new WorkloadGone(At, WorkloadFacts.Of(change.Latest).Key));
        Follow(informers.For<ReplicaSet>(), change => WorkloadFacts.Of(change.Latest) is not { } workload ? null
            : change.New is null ? new WorkloadGone(At, workload.Key) : new WorkloadSeen(At, workload));
        var leases = informers.For<Lease>(ns: LeaseNamespace);
        leases.OnChange(change =>
        {
            if (change.New is { Spec.RenewTime: not null } lease && lease.Spec.RenewTime != change.Old?.Spec.RenewTime)
                observatory.Take(new LeaseRenewed(At, lease.Metadata.Name ?? "", TimeSpan.FromSeconds(lease.Spec.LeaseDurationSeconds ?? 0)));
        });
    }

    /// <summary>What keeps the dashboard from being ready; null if there is nothing.</summary>
    public string? NotReadyReason => informers.NotReadyReason;

    /// <summary>The pod as it is known, with everything.</summary>
    public Pod? Find(string ns, string name) => pods.Get(new ObjectName(ns, name));

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        bus.ConnectionChanged += OnConnectionChanged;
        if (options.Sync == SyncMode.Bus)
        {
            observatory.Begin(new BusTurned(At, bus.IsConnected));
            subscription = await bus.SubscribeAsync("dashboard", [new Topic()], PassAsync, cancellationToken);
        }

        await informers.StartAsync(cancellationToken);
    }

    /// <summary>Completes when everything has been seen once.</summary>
    public Task WaitForSyncAsync(CancellationToken cancellationToken) => informers.WaitForSyncAsync(cancellationToken);

    /// <summary>Adds what only the moment knows.</summary>
    public Snapshot Look(Snapshot snapshot)
    {
        var trouble = informers.ApiUnreachable;
        if ((trouble is null) != (observatory.World.ApiTrouble is null)) observatory.Take(new ApiTurned(At, trouble));
        if (trouble is null) agreedAt = snapshot.At;
        return snapshot with
        {
            NextList = pods.NextListAt,
            Period = options.Sync == SyncMode.Poll || bus.IsConnected ? options.Resync : options.Resync / 2,
            Synced = informers.NotReadyReason is null,
            AgreedAt = agreedAt,
        };
    }

    public async ValueTask DisposeAsync()
    {
        bus.ConnectionChanged -= OnConnectionChanged;
        if (subscription is not null) await subscription.DisposeAsync();
        await informers.DisposeAsync();
    }

    private DateTimeOffset At => observatory.Now;

    private void OnConnectionChanged(bool connected)
    {
        if (options.Sync == SyncMode.Bus) observatory.Take(new BusTurned(At, connected));
    }

    private void Follow<T>(Informer<T> informer, Func<InformerChange<T>, Happening?> read)
        where T : Resource =>
        informer.OnChange(change =>
        {
            if (read(change) is not { } happening) return;
            if (!informer.HasSynced)
            {
                observatory.Begin(happening is PodSeen seen ? seen with { At = seen.Pod.CreatedAt } : happening);
                return;
            }

            if (change.Cause.Trigger == Trigger.Resync && options.Sync == SyncMode.Bus) observatory.Repaired();
            observatory.Take(happening);
        });

    private Task PassAsync(ResourceChanged change)
    {
        var kind = Routes.KindOf(change.Kind);
        var starts = kind == "pod" && observatory.World.Pods.GetValueOrDefault(change.Uid)?.Facts.State
            is null or PodState.Waiting or PodState.Starting or PodState.Stopping;
        observatory.Pass(kind == "event" ? null : new Dot(0, At, Routes.Of(change, starts), kind, change.Name));
        return Task.CompletedTask;
    }
}
