using DuckBus.Bus;
using DuckBus.Client.Api;
using DuckBus.Client.Controllers;
using DuckBus.Telemetry;
using Microsoft.Extensions.Logging;

namespace DuckBus.Scheduler;

/// <summary>The scheduler as a part of a cluster.</summary>
public sealed class SchedulerPart : IAsyncDisposable
{
    private readonly LeadingPart leading;

    private SchedulerPart(LeadingPart leading) => this.leading = leading;

    /// <summary>Why the part is not ready; null if it is.</summary>
    public string? NotReadyReason => leading.NotReadyReason;

    /// <summary>Starts the scheduler. Returns at once, and never waits for the API server or the broker.</summary>
    /// <exception cref="ArgumentException">There is no such strategy.</exception>
    public static Task<SchedulerPart> StartAsync(
        SchedulerOptions options,
        ApiClient api,
        IChangeBus bus,
        PartTelemetry telemetry,
        TimeProvider time,
        ILoggerFactory logs,
        CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var strategy = Strategy.Named(options.Strategy);
        var settings = new LeadingPartOptions
        {
            Name = "scheduler",
            LeaderElection = options.LeaderElection,
            Identity = options.Identity,
            LeaseDuration = options.LeaseDuration,
            Informers = new() { Sync = options.Sync, Resync = options.Resync },
        };
        return Task.FromResult(new SchedulerPart(LeadingPart.Start(
            settings, api, bus, telemetry, time, logs, context => [new PodScheduler(context, new ClusterState(strategy)).RunAsync])));
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync() => leading.DisposeAsync();
}
