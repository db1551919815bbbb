using System.Diagnostics;
using System.Text;
using System.Text.Json;
using System.Threading.Channels;
using DuckBus.Bus;
using DuckBus.Client.Api;
using DuckBus.Client.Queues;
using DuckBus.Model.Errors;
using DuckBus.Model.Json;
using DuckBus.Model.Kinds;
using DuckBus.Model.Meta;
using DuckBus.Telemetry;
using Microsoft.Extensions.Logging;

namespace DuckBus.Client.Informers;

/// <summary>
/// Keeps a cache of one kind: a list at the start, on reconnect and every resync period, and the bus events in between.
/// The differences go to the handlers, whichever way they were found.
/// </summary>
/// <typeparam name="T">The kind.</typeparam>
public sealed class Informer<T> : ICache<T>, IInformer
    where T : Resource
{
    private static readonly TimeSpan FirstRetry = TimeSpan.FromMilliseconds(100);

    private readonly InformerSource source;
    private readonly Topic topic;
    private readonly ListOptions listOptions;
    private readonly ObjectCache<T> cache = new();
    private readonly List<Action<InformerChange<T>>> handlers = [];
    private readonly List<Action> resyncHandlers = [];
    private readonly TaskCompletionSource synced = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Channel<bool> resyncSoon = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    // Readers take the lock of the cache only, so that handlers, which run under the other one, may read.
    private readonly Lock cacheLock = new();
    private readonly Lock handlerLock = new();
    private IAsyncDisposable? subscription;
    private Listed<T>? listed;
    private long agreedAt;
    private long nextListAt;

    internal Informer(InformerSource source, string? ns, string? node)
    {
        this.source = source;
        topic = new Topic(ResourceKind.Of<T>().Id, ns, node);
        listOptions = new ListOptions(ns, FieldSelector: node is null ? null : $"spec.nodeName={node}", ResourceVersion: "0");
        agreedAt = source.Time.GetTimestamp();
    }

    /// <summary>Whether the first list has been taken in.</summary>
    public bool HasSynced => synced.Task.IsCompletedSuccessfully;

    /// <summary>How far the informer has read: the newest revision that it knows of.</summary>
    public long Revision
    {
        get { lock (cacheLock) return cache.Newest; }
    }

    string IInformer.Kind => topic.Kind!;

    int IInformer.Count => List().Count;

    TimeSpan IInformer.Staleness => source.Time.GetElapsedTime(Volatile.Read(ref agreedAt));

    /// <summary>Completes when the first list has been taken in and handed to the handlers.</summary>
    public Task WaitForSyncAsync(CancellationToken cancellationToken) => synced.Task.WaitAsync(cancellationToken);

    /// <summary>Calls the handler for each difference, in order, from one thread at a time. Register before the start.</summary>
    public void OnChange(Action<InformerChange<T>> handler) => handlers.Add(handler);

    /// <summary>When the next full list is due.</summary>
    public DateTimeOffset NextListAt => new(Volatile.Read(ref nextListAt), TimeSpan.Zero);

    /// <summary>Calls the handler after each full list, and also each period while the API server is gone. Register before the start.</summary>
    internal void OnResync(Action handler) => resyncHandlers.Add(handler);

    /// <summary>Lists now instead of at the next period.</summary>
    public void ResyncSoon() => resyncSoon.Writer.TryWrite(true);

    /// <inheritdoc />
    public T? Get(ObjectName key)
    {
        lock (cacheLock) return cache.Get(key);
    }

    /// <inheritdoc />
    public IReadOnlyList<T> List(string? ns = null)
    {
        IReadOnlyList<T> all;
        lock (cacheLock) all = cache.All;
        return ns is null ? all : [.. all.Where(resource => (resource.Metadata.Namespace ?? "") == ns)];
    }

    /// <inheritdoc />
    public void Observe(T resource)
    {
        if (HasEvents || source.Options.Sync == SyncMode.Poll)
            lock (cacheLock) cache.Observe(resource);

        // No event is going to confirm it: the part need not wait for a list to hear of what it wrote itself.
        else Take(Trigger.Resync, Activity.Current?.Context ?? default, () => cache.ObserveAndTell(resource) is { } difference ? [difference] : []);
    }

    /// <inheritdoc />
    public void ObserveDeleted(T resource)
    {
        lock (cacheLock) cache.ObserveDeleted(resource);
    }

    async Task IInformer.SubscribeAsync(CancellationToken cancellationToken)
    {
        if (source.Options.Sync == SyncMode.Poll) return;
        var name = $"{source.Telemetry.Part.Replace('/', '.')}.{topic.Kind}";
        subscription = await source.Bus.SubscribeAsync(name, [topic], TakeEventAsync, cancellationToken);
    }

    async Task IInformer.RunAsync(CancellationToken cancellationToken)
    {
        var failures = 0;
        var lastResync = source.Time.GetTimestamp();
        while (!cancellationToken.IsCancellationRequested)
        {
            failures = await ListOnceAsync(cancellationToken) ? 0 : failures + 1;
            if (failures == 0 || source.Time.GetElapsedTime(lastResync) >= source.Options.Resync)
            {
                lastResync = source.Time.GetTimestamp();
                foreach (var handler in resyncHandlers) handler();
            }
            await PauseAsync(failures == 0
                ? Beat.Align(Period * (0.9 + Random.Shared.NextDouble() * 0.2), source.Time)
                : BackOff.Delay(failures, FirstRetry, source.Options.Resync), cancellationToken);
        }
    }

    async Task IInformer.UnsubscribeAsync()
    {
        if (subscription is not null) await subscription.DisposeAsync();
    }

    private async Task<bool> ListOnceAsync(CancellationToken cancellationToken)
    {
        try
        {
            var horizon = Horizon();
            var before = listed;
            listed = await source.Api.ListAsync(listOptions, before, cancellationToken);
            var list = listed.List;
            if (RevisionOf(list) < horizon) list = await ListFromStoreAsync(cancellationToken);
            // The same items as before: whatever events are on their way are about something newer.
            var isUnchanged = ReferenceEquals(list.Items, before?.List.Items);
            if (HasSynced && HasEvents && !isUnchanged) await Task.Delay(source.Options.EventHeadStart, source.Time, cancellationToken);
            Take(Trigger.Resync, default, () => cache.ApplyList(RevisionOf(list), list.Items));
            Volatile.Write(ref agreedAt, source.Time.GetTimestamp());
            source.Outage.Answered();
            synced.TrySetResult();
            return true;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return false;
        }
        catch (Exception e)
        {
            if (e is not (HttpRequestException or TimeoutException or StatusException or JsonException))
                source.Log.LogError(e, "listing {Kind} failed in a way that nobody thought of; it goes on", topic.Kind);
            source.Outage.Failed(e.Message);
            return false;
        }
    }

    // The server's memory may lag behind the bus; the store itself cannot, unless it is another store than before.
    private async Task<ResourceList<T>> ListFromStoreAsync(CancellationToken cancellationToken)
    {
        var horizon = Horizon();
        var list = await source.Api.ListAsync<T>(listOptions with { ResourceVersion = null }, cancellationToken);
        if (RevisionOf(list) >= horizon) return list;
        source.Log.LogWarning("the store of {Kind} went back from revision {Known} to {Now}: taking it as it is now", topic.Kind, horizon, RevisionOf(list));
        lock (cacheLock) cache.ForgetRevisions();
        return list;
    }

    private Task TakeEventAsync(ResourceChanged message)
    {
        try
        {
            var resource = ModelJson.Read<T>(Encoding.UTF8.GetBytes(message.Object));
            var parent = ActivityContext.TryParse(message.TraceParent, null, isRemote: true, out var context) ? context : default;
            using var span = Consume(message, parent);
            Take(Trigger.Event, span?.Context ?? parent, () =>
                cache.Apply(message.Type, resource, message.Revision) is { } difference ? [difference] : []);
        }
        catch (JsonException e)
        {
            source.Log.LogWarning("a change of {Kind} {Name} cannot be read, the next resync will tell: {Reason}", message.Kind, message.Name, e.Message);
        }
        return Task.CompletedTask;
    }

    private Activity? Consume(ResourceChanged message, ActivityContext parent)
    {
        if (parent == default || !source.Telemetry.Spans.HasListeners()) return null;
        return source.Telemetry.Spans.StartActivity(SpanNames.Consume, ActivityKind.Consumer, parent,
        [
            new(Tags.Kind, message.Kind), new(Tags.Namespace, message.Namespace), new(Tags.Name, message.Name), new(Tags.Revision, message.Revision),
        ]);
    }

    private void Take(Trigger trigger, ActivityContext trace, Func<IReadOnlyList<Difference<T>>> apply)
    {
        lock (handlerLock)
        {
            IReadOnlyList<Difference<T>> differences;
            lock (cacheLock) differences = apply();
            foreach (var difference in differences)
                Tell(new InformerChange<T>(difference.Old, difference.New, new Cause(trigger, trace)));
        }
    }

    private void Tell(InformerChange<T> change)
    {
        foreach (var handler in handlers)
        {
            try
            {
                handler(change);
            }
            catch (Exception e)
            {
                source.Log.LogError(e, "a handler of {Kind} failed on {Object}", topic.Kind, ObjectName.Of(change.Latest));
            }
        }
    }

    private async Task PauseAsync(TimeSpan pause, CancellationToken cancellationToken)
    {
        Volatile.Write(ref nextListAt, (source.Time.GetUtcNow() + pause).UtcTicks);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var asked = resyncSoon.Reader.WaitToReadAsync(over.Token).AsTask();
        await Task.WhenAny(asked, Task.Delay(pause, source.Time, over.Token));
        resyncSoon.Reader.TryRead(out _);
        await over.CancelAsync();
    }

    private bool HasEvents => source.Options.Sync == SyncMode.Bus && source.Bus.IsConnected;

    private TimeSpan Period => HasEvents || source.Options.Sync == SyncMode.Poll ? source.Options.Resync : source.Options.Resync / 2;

    private long Horizon()
    {
        lock (cacheLock) return cache.Horizon;
    }

    private static long RevisionOf(ResourceList<T> list) =>
        list.Metadata.ResourceVersion is { } revision ? ObjectCache<T>.Revision(revision) : list.Items.Select(ObjectCache<T>.RevisionOf).DefaultIfEmpty().Max();
}
