using DuckBus.Bus;
using DuckBus.Client.Api;
using DuckBus.Client.Events;
using DuckBus.Client.Informers;
using DuckBus.Client.Leases;
using DuckBus.Telemetry;
using Microsoft.Extensions.Logging;

namespace DuckBus.Client.Controllers;

/// <summary>
/// A part that is made of controllers and of which one instance works at a time. Each term of leadership starts with fresh
/// informers, so a new leader starts from a list and never from what it believed long ago.
/// </summary>
public sealed class LeadingPart : IAsyncDisposable
{
    private static readonly TimeSpan BeforeNextTry = TimeSpan.FromSeconds(1);

    private readonly CancellationTokenSource stop = new();
    private readonly Task run;
    private readonly LeaderElection? election;
    private volatile InformerFactory? informers;

    private LeadingPart(LeaderElection? election, Func<LeadingPart, CancellationToken, Task> run, TimeProvider time, ILogger log)
    {
        this.election = election;
        this.run = Task.Run(() => KeepRunningAsync(run, time, log));
    }

    /// <summary>
    /// Why the part is not ready; null if it is. An instance that waits while another holds the lease is ready, one that cannot
    /// reach the API server is not.
    /// </summary>
    public string? NotReadyReason =>
        election?.NotReadyReason
        ?? informers?.NotReadyReason
        ?? (informers?.ApiUnreachable is { } reason ? $"waiting for the API server: {reason}" : null);

    /// <summary>Starts the part. Returns at once, and never waits for the API server or the broker.</summary>
    /// <param name="options">How it runs.</param>
    /// <param name="api">The API.</param>
    /// <param name="bus">Where changes come from.</param>
    /// <param name="telemetry">Spans and metrics of the part.</param>
    /// <param name="time">The clock.</param>
    /// <param name="logs">Log lines.</param>
    /// <param name="workers">Makes the part's controllers for one term; each answer runs until its token fires.</param>
    public static LeadingPart Start(
        LeadingPartOptions options,
        ApiClient api,
        IChangeBus bus,
        PartTelemetry telemetry,
        TimeProvider time,
        ILoggerFactory logs,
        Func<ControllerContext, IReadOnlyList<Func<CancellationToken, Task>>> workers)
    {
        Task Term(LeadingPart part, CancellationToken cancellationToken) =>
            part.WorkAsync(options, api, bus, telemetry, time, logs, workers, cancellationToken);

        var log = logs.CreateLogger(options.Name);
        if (!options.LeaderElection) return new LeadingPart(null, Term, time, log);
        var identity = options.Identity ?? $"{Environment.MachineName.ToLowerInvariant()}-{Guid.NewGuid():n}";
        var candidate = new LeaderElection(
            api, options.Name, identity, options.LeaseDuration, time, log);
        return new LeadingPart(candidate, (part, cancellationToken) => candidate.RunAsync(token => Term(part, token), cancellationToken), time, log);
    }

    /// <summary>Stops: what is being worked on is finished, the lease is given back.</summary>
    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await run;
        stop.Dispose();
    }

    /// <summary>A failure that nobody thought of ends the term and not the part, which nobody would miss until it is needed.</summary>
    private async Task KeepRunningAsync(Func<LeadingPart, CancellationToken, Task> work, TimeProvider time, ILogger log)
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                await work(this, stop.Token);
                return;
            }
            catch (Exception e) when (stop.IsCancellationRequested)
            {
                // That is how it ends, also where a request failed at that very moment.
                if (e is not OperationCanceledException) log.LogDebug(e, "stopped while something failed");
            }
            catch (Exception e)
            {
                log.LogError(e, "✗ failed in a way that nobody thought of, and starts again");
                await Task.Delay(BeforeNextTry, time, stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task WorkAsync(
        LeadingPartOptions options,
        ApiClient api,
        IChangeBus bus,
        PartTelemetry telemetry,
        TimeProvider time,
        ILoggerFactory logs,
        Func<ControllerContext, IReadOnlyList<Func<CancellationToken, Task>>> workers,
        CancellationToken cancellationToken)
    {
        await using var events = new EventRecorder(api, options.Name, host: null, time, logs.CreateLogger(options.Name));
        await using var factory = new InformerFactory(api, bus, options.Informers, telemetry, time, logs);
        var tasks = workers(new ControllerContext(api, factory, events, telemetry, time, logs));
        informers = factory;
        try
        {
            await factory.StartAsync(cancellationToken);
            await Task.WhenAll(tasks.Select(task => task(cancellationToken)));
        }
        finally
        {
            informers = null;
        }
    }
}
