using DuckBus.Bus;
using DuckBus.Client.Api;
using DuckBus.Client.Controllers;
using DuckBus.Controllers.DaemonSets;
using DuckBus.Controllers.Deployments;
using DuckBus.Controllers.Disruptions;
using DuckBus.Controllers.EndpointSlices;
using DuckBus.Controllers.Garbage;
using DuckBus.Controllers.Namespaces;
using DuckBus.Controllers.Nodes;
using DuckBus.Controllers.ReplicaSets;
using DuckBus.Controllers.ServiceAccounts;
using DuckBus.Model.Core;
using DuckBus.Telemetry;
using Microsoft.Extensions.Logging;

namespace DuckBus.Controllers;

/// <summary>The controllers as a part of a cluster.</summary>
public sealed class ControllersPart : IAsyncDisposable
{
    private readonly LeadingPart leading;

    private ControllersPart(LeadingPart leading) => this.leading = leading;

    /// <summary>Why the part is not ready; null if it is.</summary>
    public string? NotReadyReason => leading.NotReadyReason;

    /// <summary>Starts the controllers. Returns at once, and never waits for the API server or the broker.</summary>
    public static Task<ControllersPart> StartAsync(
        ControllerOptions options,
        ApiClient api,
        IChangeBus bus,
        PartTelemetry telemetry,
        TimeProvider time,
        ILoggerFactory logs,
        CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var settings = new LeadingPartOptions
        {
            Name = "controllers",
            LeaderElection = options.LeaderElection,
            Identity = options.Identity,
            LeaseDuration = options.LeaseDuration,
            Informers = new() { Sync = options.Sync, Resync = options.Resync },
        };
        return Task.FromResult(new ControllersPart(LeadingPart.Start(
            settings, api, bus, telemetry, time, logs, context => Workers(context, options))));
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync() => leading.DisposeAsync();

    private static IReadOnlyList<Func<CancellationToken, Task>> Workers(ControllerContext context, ControllerOptions options)
    {
        var nodes = new NodeLifecycleController(context, options);
        var sweeper = new Sweeper(
            context.Api, context.Informers.For<Pod>(), options, context.Time, context.Logs.CreateLogger("sweeper"));
        return
        [
            new DeploymentController(context).RunAsync,
            new DaemonSetController(context).RunAsync,
            new ReplicaSetController(context).RunAsync,
            new EndpointSliceController(context).RunAsync,
            new EndpointsController(context).RunAsync,
            new EndpointSliceMirroringController(context).RunAsync,
            new GarbageCollector(context).RunAsync,
            new PodGarbageCollector(context, options).RunAsync,
            new NamespaceController(context).RunAsync,
            new DisruptionController(context).RunAsync,
            new ServiceAccountController(context).RunAsync,
            nodes.RunAsync,
            nodes.MonitorAsync,
            sweeper.RunAsync,
        ];
    }
}
