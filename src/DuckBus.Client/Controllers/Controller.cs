using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using DuckBus.Client.Api;
using DuckBus.Client.Events;
using DuckBus.Client.Informers;
using DuckBus.Client.Queues;
using DuckBus.Model.Errors;
using DuckBus.Model.Meta;
using Microsoft.Extensions.Logging;

namespace DuckBus.Client.Controllers;

/// <summary>
/// The shape of every controller: the constructor names what it watches, <see cref="ReconcileAsync"/> brings one object closer
/// to what is declared. The base runs the queue and the workers, times and traces each reconcile, logs it with its trigger,
/// and calls again with back-off after a failure. A conflict (409) is normal and retried quietly.
/// </summary>
[SuppressMessage("Design", "CA1001", Justification = "The queue lives as long as the controller: it outlives each term of a leader.")]
public abstract class Controller
{
    private static readonly TimeSpan FirstRetry = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan LastRetry = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan StaleAfter = TimeSpan.FromMilliseconds(40);
    private static readonly TimeSpan StopGrace = TimeSpan.FromSeconds(3);

    private readonly AsyncLocal<Trigger> current = new();
    private readonly ControllerContext context;
    private readonly ReconcileTelemetry telemetry;
    private readonly WorkQueue queue;
    private readonly List<IInformer> informers = [];
    private readonly int workers;

    /// <summary>Creates the controller; nothing runs yet.</summary>
    /// <param name="context">What it is made of.</param>
    /// <param name="name">Its name in logs, spans and metrics: <c>replicaset</c>.</param>
    /// <param name="workers">How many keys are worked on at the same time.</param>
    protected Controller(ControllerContext context, string name, int workers = 4)
    {
        this.context = context;
        this.workers = workers;
        queue = new WorkQueue(context.Time, FirstRetry, LastRetry);
        telemetry = new ReconcileTelemetry(context.Telemetry, name, () => queue.Depth);
        Name = name;
        Log = context.Logs.CreateLogger(name);
    }

    /// <summary>Its name in logs, spans and metrics.</summary>
    public string Name { get; }

    /// <summary>The API.</summary>
    protected ApiClient Api => context.Api;

    /// <summary>Writes events about objects.</summary>
    protected EventRecorder Events => context.Events;

    /// <summary>The clock.</summary>
    protected TimeProvider Time => context.Time;

    /// <summary>Log lines with the controller's prefix.</summary>
    protected ILogger Log { get; }

    /// <summary>What set off the reconcile that is under way.</summary>
    protected Trigger CurrentTrigger => current.Value;

    /// <summary>Watches a kind whose objects are the keys. Called from the constructor.</summary>
    protected ICache<T> Watch<T>()
        where T : Resource
    {
        var informer = Informer<T>(change => [ObjectName.Of(change.Latest)]);
        informer.OnResync(() =>
        {
            foreach (var resource in informer.List()) queue.Add(ObjectName.Of(resource), new Cause(Trigger.Resync));
        });
        return informer;
    }

    /// <summary>Watches a kind whose changes concern other objects. Called from the constructor.</summary>
    /// <param name="keys">The keys that a change concerns.</param>
    protected ICache<T> Watch<T>(Func<InformerChange<T>, IEnumerable<ObjectName>> keys)
        where T : Resource => Informer(keys);

    /// <summary>Adds a key by hand, for things that no watch tells.</summary>
    protected void Enqueue(ObjectName key, Trigger trigger, TimeSpan delay = default) => queue.AddAfter(key, delay, new Cause(trigger));

    /// <summary>Brings one object closer to what is declared. Called with a key only: read the object from the cache, it may be gone.</summary>
    protected abstract Task<Requeue> ReconcileAsync(ObjectName key, CancellationToken cancellationToken);

    /// <summary>Waits for the caches, then works until cancelled, then finishes what is being worked on.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var abandon = new CancellationTokenSource();
        await using var stopping = cancellationToken.Register(() => abandon.CancelAfter(StopGrace));
        try
        {
            foreach (var informer in informers) await informer.WaitForSyncAsync(cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return;
        }
        await Task.WhenAll(Enumerable.Range(0, workers).Select(_ => Task.Run(() => WorkAsync(abandon.Token, cancellationToken), CancellationToken.None)));
    }

    private Informer<T> Informer<T>(Func<InformerChange<T>, IEnumerable<ObjectName>> keys)
        where T : Resource
    {
        var informer = context.Informers.For<T>();
        informer.OnChange(change =>
        {
            foreach (var key in keys(change)) queue.Add(key, change.Cause);
        });
        informers.Add(informer);
        return informer;
    }

    private async Task WorkAsync(CancellationToken abandon, CancellationToken cancellationToken)
    {
        Activity.Current = null;
        while (!cancellationToken.IsCancellationRequested)
        {
            WorkItem item;
            try
            {
                item = await queue.TakeAsync(cancellationToken);
            }
            catch (OperationCanceledException)
            {
                return;
            }
            await ProcessAsync(item, abandon);
            queue.Done(item.Key);
        }
    }

    private async Task ProcessAsync(WorkItem item, CancellationToken abandon)
    {
        current.Value = item.Causes[0].Trigger;
        var trigger = CurrentTrigger.Word();
        using var measured = telemetry.Start(item, Time);
        try
        {
            var work = ReconcileAsync(item.Key, abandon);
            if (work.IsCompletedSuccessfully) measured.DidNotWait();
            var requeue = await work;
            queue.Forget(item.Key);
            if (requeue.After is { } after) queue.AddAfter(item.Key, after, new Cause(Trigger.Retry));
            Log.LogDebug("reconciled {Key}  trigger={Trigger}  {Ms:0.0} ms", item.Key, trigger, measured.Succeeded().TotalMilliseconds);
        }
        catch (OperationCanceledException) when (abandon.IsCancellationRequested)
        {
            measured.Failed("stopped", null);
        }
        catch (StatusException e) when (e.IsConflict)
        {
            measured.Failed("conflict", null);
            var delay = queue.AddRateLimited(item.Key, measured.Retry);

            // The cache is older than the object, and no event has come: without the bus only a list helps.
            if (delay >= StaleAfter) informers.ForEach(informer => informer.ResyncSoon());
            Log.LogDebug("conflict on {Key}, again in {Delay:0} ms", item.Key, delay.TotalMilliseconds);
        }
        catch (Exception e)
        {
            measured.Failed("error", e.Message);
            Report(item.Key, e, queue.AddRateLimited(item.Key, measured.Retry), trigger);
        }
    }

    private void Report(ObjectName key, Exception e, TimeSpan delay, string trigger)
    {
        // An API server that is gone is told once for all keys, and quick retries of one failure are told once.
        if (e is HttpRequestException) context.Informers.Outage.Failed(e.Message);
        var isTold = e is not HttpRequestException && (delay == FirstRetry || delay >= TimeSpan.FromSeconds(1));
        Log.Log(isTold ? LogLevel.Warning : LogLevel.Debug, "✗ {Key}: {Reason}; next try in {Delay:0.###} s  trigger={Trigger}", key, e.Message, delay.TotalSeconds, trigger);
        if (e is not (StatusException or HttpRequestException or TimeoutException)) Log.LogDebug(e, "the failure of {Key} in full", key);
    }
}
