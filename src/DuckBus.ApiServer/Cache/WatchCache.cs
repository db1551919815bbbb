using DuckBus.Model.Kinds;
using DuckBus.Store;
using Microsoft.Extensions.Logging;

namespace DuckBus.ApiServer.Cache;

/// <summary>
/// The state of the cluster in memory, kept current by the store's change feed: every read and every watch is served from
/// here. The feed is the only writer, so that all watchers see every change in revision order.
/// </summary>
internal sealed class WatchCache(IResourceStore store, ApiServerOptions options, TimeProvider time, ILogger log)
{
    private static readonly TimeSpan Retry = TimeSpan.FromMilliseconds(250);

    private readonly Lock gate = new();
    private readonly RevisionWaiters waiters = new();
    private readonly Dictionary<string, KindFeed> feeds = new(StringComparer.Ordinal);
    private volatile CacheView view = CacheView.Empty;

    /// <summary>The present state.</summary>
    public CacheView View => view;

    /// <summary>How many watches are open.</summary>
    public int Watchers
    {
        get
        {
            lock (gate) return feeds.Values.Sum(feed => feed.Watchers);
        }
    }

    /// <summary>Takes the state from the store. Watches that are open end, because what they missed is not known.</summary>
    public async Task LoadAsync(CancellationToken cancellationToken)
    {
        var snapshot = await store.ListAsync(kind: null, cancellationToken);
        var kinds = snapshot.Items
            .GroupBy(item => item.Key.Kind, StringComparer.Ordinal)
            .Where(group => ResourceKind.Find(group.Key) is not null)
            .Select(group => KeyValuePair.Create(group.Key, Objects(ResourceKind.Find(group.Key)!, group)));
        lock (gate)
        {
            view = new CacheView(snapshot.Revision, CacheView.Empty.Kinds.AddRange(kinds));
            foreach (var kind in ResourceKind.All)
                if (feeds.TryGetValue(kind.Id, out var feed)) feed.Restart(snapshot.Revision);
                else feeds.Add(kind.Id, new KindFeed(snapshot.Revision, options.WatchWindow));
        }

        waiters.Reached(snapshot.Revision);
    }

    /// <summary>Follows the store until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                await foreach (var batch in store.ChangesAsync(view.Revision, cancellationToken)) Apply(batch);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return;
            }
            catch (CompactedException e)
            {
                log.LogWarning("⚠ the change log was compacted beyond revision {Revision}: loading everything again", e.Horizon);
                await TryReloadAsync(cancellationToken);
            }
            catch (Exception e)
            {
                log.LogWarning("⚠ the change feed broke, going on from revision {Revision}: {Reason}", view.Revision, e.Message);
                await PauseAsync(cancellationToken);
            }
        }
    }

    /// <summary>Waits until the cache has reached the revision; false if the time is over before.</summary>
    public async Task<bool> WaitForAsync(long revision, TimeSpan limit, CancellationToken cancellationToken)
    {
        if (view.Revision >= revision) return true;
        try
        {
            await waiters.WaitAsync(revision).WaitAsync(limit, time, cancellationToken);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }

    /// <summary>Opens a watch on a kind after a revision, or from the present state if null.</summary>
    public WatchStart Watch(ResourceKind kind, string? ns, long? after)
    {
        var watcher = new Watcher(ns, options.WatchQueue, time);
        lock (gate)
        {
            var feed = feeds[kind.Id];
            feed.Attach(watcher);
            return new WatchStart(view, feed.Since(after ?? view.Revision, watcher), watcher);
        }
    }

    /// <summary>Closes a watch.</summary>
    public void Unwatch(ResourceKind kind, Watcher watcher)
    {
        lock (gate)
        {
            feeds[kind.Id].Detach(watcher);
            watcher.Dispose();
        }
    }

    /// <summary>The objects of a kind as they were at a revision, from the changes since; null if memory does not reach back so far.</summary>
    public KindObjects? Past(ResourceKind kind, long revision)
    {
        lock (gate) return revision > view.Revision ? null : feeds[kind.Id].Undo(view.Of(kind), revision);
    }

    private void Apply(IReadOnlyList<StoredChange> batch)
    {
        lock (gate)
        {
            var kinds = view.Kinds.ToBuilder();
            foreach (var change in batch)
            {
                if (change.Revision <= view.Revision || ResourceKind.Find(change.Key.Kind) is not { } kind) continue;
                var before = kinds.GetValueOrDefault(kind.Id, KindObjects.Empty);
                var now = new CachedObject(kind, change.Key, change.Uid, change.Revision, change.Body.Span);
                var previous = before.Find(change.Key.Namespace, change.Key.Name);
                kinds[kind.Id] = change.Type == ChangeType.Deleted
                    ? before.Without(change.Key.Namespace, change.Key.Name)
                    : before.With(now);
                feeds[kind.Id].Add(new CachedChange(change.Revision, change.Type, now, previous));
            }

            // After the fan-out: whoever sees this revision knows that its watchers have been offered all that led to it.
            view = new CacheView(Math.Max(view.Revision, batch[^1].Revision), kinds.ToImmutable());
        }

        waiters.Reached(view.Revision);
    }

    private static KindObjects Objects(ResourceKind kind, IEnumerable<StoredResource> items) =>
        items.Aggregate(KindObjects.Empty, (objects, item) =>
            objects.With(new CachedObject(kind, item.Key, item.Uid, item.Revision, item.Body.Span)));

    private async Task TryReloadAsync(CancellationToken cancellationToken)
    {
        try
        {
            await LoadAsync(cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The server stops.
        }
        catch (Exception e)
        {
            log.LogWarning("⚠ the store cannot be listed: {Reason}", e.Message);
            await PauseAsync(cancellationToken);
        }
    }

    private async Task PauseAsync(CancellationToken cancellationToken) =>
        await Task.Delay(Retry, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
}
