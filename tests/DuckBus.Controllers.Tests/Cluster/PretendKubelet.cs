using DuckBus.Bus;
using DuckBus.Client.Api;
using DuckBus.Client.Controllers;
using DuckBus.Client.Events;
using DuckBus.Client.Informers;
using DuckBus.Client.Objects;
using DuckBus.Client.Queues;
using DuckBus.Model.Coordination;
using DuckBus.Model.Core;
using DuckBus.Model.Errors;
using DuckBus.Model.Meta;
using DuckBus.Telemetry;
using Microsoft.Extensions.Logging.Abstractions;

namespace DuckBus.Controllers.Tests.Cluster;

/// <summary>A node that renews its lease, says that its pods run, and removes those that terminate.</summary>
internal sealed class PretendKubelet : IAsyncDisposable
{
    private readonly CancellationTokenSource stop = new();
    private readonly ApiClient api;
    private readonly string name;
    private readonly string cpu;
    private readonly EventRecorder events;
    private readonly InformerFactory informers;
    private readonly PodRunner runner;
    private Task running = Task.CompletedTask;

    public PretendKubelet(ApiClient api, IChangeBus bus, PartTelemetry telemetry, string name, string cpu)
    {
        this.api = api;
        this.name = name;
        this.cpu = cpu;
        events = new EventRecorder(api, "kubelet", name, TimeProvider.System, NullLogger<EventRecorder>.Instance);
        informers = new InformerFactory(api, bus, new InformerOptions(), telemetry, TimeProvider.System, NullLoggerFactory.Instance);
        runner = new PodRunner(new ControllerContext(api, informers, events, telemetry, TimeProvider.System, NullLoggerFactory.Instance), name);
    }

    public async Task StartAsync()
    {
        if (await api.GetAsync<Node>(null, name, default) is null)
        {
            var node = await api.CreateAsync(new Node { Metadata = new ObjectMeta { Name = name } }, default);
            await api.UpdateStatusAsync(
                node with
                {
                    Status = new NodeStatus
                    {
                        Allocatable = new Dictionary<string, Model.Values.Quantity>(StringComparer.Ordinal)
                        {
                            ["cpu"] = Model.Values.Quantity.Parse(cpu),
                            ["pods"] = Model.Values.Quantity.Of(110),
                        },
                        Conditions = [new NodeCondition { Type = "Ready", Status = "True", Reason = "KubeletReady" }],
                    },
                },
                default);
        }
        await informers.StartAsync(default);
        running = Task.WhenAll(runner.RunAsync(stop.Token), BeatAsync(stop.Token));
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await informers.DisposeAsync();
        await events.DisposeAsync();
        stop.Dispose();
    }

    private async Task BeatAsync(CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(0.2));
        do
        {
            var lease = await api.GetAsync<Lease>("kube-node-lease", name, cancellationToken);
            var spec = new LeaseSpec { HolderIdentity = name, RenewTime = TimeProvider.System.GetUtcNow() };
            if (lease is not null) await api.UpdateAsync(lease with { Spec = spec }, cancellationToken);
            else
                await api.CreateAsync(
                    new Lease { Metadata = new ObjectMeta { Namespace = "kube-node-lease", Name = name }, Spec = spec }, cancellationToken);
        }
        while (await timer.WaitForNextTickAsync(cancellationToken));
    }

    private sealed class PodRunner : Controller
    {
        private readonly ICache<Pod> pods;
        private readonly string node;

        public PodRunner(ControllerContext context, string node)
            : base(context, node)
        {
            this.node = node;
            pods = Watch<Pod>();
        }

        protected override async Task<Requeue> ReconcileAsync(ObjectName key, CancellationToken cancellationToken)
        {
            if (pods.Get(key) is not { } pod || pod.Spec.NodeName != node) return Requeue.None;
            if (Pods.IsTerminating(pod))
                await Api.DeleteAsync<Pod>(
                    key.Namespace, key.Name, new DeleteOptions(GracePeriodSeconds: 0, Uid: pod.Metadata.Uid), cancellationToken);
            else if (!Pods.IsReady(pod) && !Pods.IsFinished(pod))
            {
                var conditions = Conditions.With(pod.Status.Conditions, new PodCondition { Type = "Ready", Status = "True" }, Time.GetUtcNow());
                try
                {
                    await Api.UpdateStatusAsync(pod with { Status = pod.Status with { Phase = "Running", Conditions = conditions } }, cancellationToken);
                }
                catch (StatusException gone) when (gone.IsNotFound)
                {
                    // It was removed meanwhile.
                }
            }
            return Requeue.None;
        }
    }
}
