using System.Security.Cryptography;
using DuckBus.ApiServer.Cache;
using DuckBus.ApiServer.Http;
using DuckBus.ApiServer.Reads;
using DuckBus.Model.Errors;
using DuckBus.Model.Kinds;
using DuckBus.Store;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace DuckBus.ApiServer.Watching;

/// <summary>Serves watches: what was missed first, then what comes, in revision order, until somebody has enough.</summary>
internal sealed class WatchHandler(
    WatchCache cache, ResourceReader reader, IResourceStore store, ApiServerOptions options, TimeProvider time, CancellationToken stopping)
{
    private const int LogBatch = 500;

    /// <summary>Serves one watch. Errors before the first event are answers; later ones are events of type ERROR.</summary>
    public async Task HandleAsync(ResourceTarget target, HttpContext http)
    {
        var query = WatchQuery.Of(target, http.Request);
        var fromState = query.InitialEvents || query.List.Version is null or 0;
        await reader.ViewAsync(query.List.Version, http.RequestAborted);
        var start = cache.Watch(target.Kind, target.Kind.Namespaced && target.Namespace.Length > 0 ? target.Namespace : null, fromState ? null : query.List.Version);
        try
        {
            var missed = fromState ? [] : start.Missed ?? await ReadLogAsync(target, query, start, http.RequestAborted);
            using var end = new CancellationTokenSource(query.Timeout ?? DefaultTimeout(), time);
            using var any = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, stopping, end.Token);
            await StreamAsync(target, http, query, start, missed, fromState, any.Token);
        }
        finally
        {
            cache.Unwatch(target.Kind, start.Watcher);
        }
    }

    private async Task StreamAsync(
        ResourceTarget target, HttpContext http, WatchQuery query, WatchStart start, IReadOnlyList<CachedChange> missed, bool fromState, CancellationToken cancellationToken)
    {
        http.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
        http.Response.ContentType = "application/json";
        await http.Response.StartAsync(cancellationToken);
        var stream = new WatchStreamWriter(http.Response.BodyWriter, target.Kind);
        var selection = query.List.Selection;
        try
        {
            if (fromState)
                foreach (var item in ResourceReader.Matching(start.View, target.Kind, target.Namespace, query.List))
                {
                    stream.Event(ChangeType.Added, item.Json);
                    if (stream.NeedsFlush) await stream.FlushAsync(cancellationToken);
                }

            foreach (var change in missed) Write(change);
            if (query.InitialEvents) stream.Bookmark(start.View.Revision, endsInitialEvents: true);
            await stream.FlushAsync(cancellationToken);
            await FollowAsync(start, query.Bookmarks);
        }
        catch (OperationCanceledException) when (!http.RequestAborted.IsCancellationRequested)
        {
            // Time is over, or the server stops. What was seen last is worth telling: the next watch goes on from there.
            if (query.Bookmarks && !stopping.IsCancellationRequested) stream.Bookmark(Drain(), endsInitialEvents: false);
            await stream.FlushAsync(CancellationToken.None);
        }
        catch (Exception e) when (e is OperationCanceledException or IOException)
        {
            // The client is gone.
        }

        async Task FollowAsync(WatchStart from, bool bookmarks)
        {
            while (true)
            {
                var more = from.Watcher.Changes.WaitToReadAsync(cancellationToken).AsTask();
                while (bookmarks && await IsQuietAsync(more, cancellationToken))
                {
                    stream.Bookmark(Drain(), endsInitialEvents: false);
                    await stream.FlushAsync(cancellationToken);
                }

                if (!await more) return; // Too slow, or the past was lost: the client lists again.
                while (from.Watcher.Changes.TryRead(out var change))
                {
                    Write(change);
                    if (stream.NeedsFlush) await stream.FlushAsync(cancellationToken);
                }

                await stream.FlushAsync(cancellationToken);
            }
        }

        long Drain()
        {
            // Read before the queue is emptied: all changes up to this revision have been offered to it.
            var revision = cache.View.Revision;
            while (start.Watcher.Changes.TryRead(out var change))
            {
                Write(change);
                revision = Math.Max(revision, change.Revision);
            }

            return revision;
        }

        void Write(CachedChange change)
        {
            if (WatchEvents.Of(change, selection) is { } e) stream.Event(e.Type, e.Object.Span);
        }
    }

    private async Task<bool> IsQuietAsync(Task<bool> more, CancellationToken cancellationToken)
    {
        if (more.IsCompleted) return false;
        try
        {
            await more.WaitAsync(options.BookmarkInterval, time, cancellationToken);
            return false;
        }
        catch (TimeoutException)
        {
            return true;
        }
    }

    /// <summary>What memory no longer has, from the log of the store.</summary>
    /// <exception cref="StatusException">410: the log does not have it either.</exception>
    private async Task<IReadOnlyList<CachedChange>> ReadLogAsync(ResourceTarget target, WatchQuery query, WatchStart start, CancellationToken cancellationToken)
    {
        var after = query.List.Version!.Value;
        var selection = query.List.Selection;
        // Whether an object entered or left the selection cannot be told without its state before.
        if (selection is { IsEverything: false, IsFixed: false }) throw TooOld(after);
        var missed = new List<CachedChange>();
        try
        {
            while (after < start.View.Revision && await store.ReadChangesAsync(after, LogBatch, cancellationToken) is { Count: > 0 } batch)
            {
                after = batch[^1].Revision;
                missed.AddRange(batch
                    .Where(change => change.Key.Kind == target.Kind.Id && change.Revision <= start.View.Revision && start.Watcher.Sees(change.Key.Namespace))
                    .Select(change => new CachedChange(change.Revision, change.Type,
                        new CachedObject(target.Kind, change.Key, change.Uid, change.Revision, change.Body.Span), Previous: null)));
                if (missed.Count > options.WatchQueue) throw TooOld(query.List.Version.Value);
            }
        }
        catch (CompactedException)
        {
            throw TooOld(query.List.Version.Value);
        }

        return missed;
    }

    private static StatusException TooOld(long revision) =>
        new(Status.Expired($"too old resource version: {revision}: list again and watch from there"));

    private TimeSpan DefaultTimeout() => options.WatchTimeout * (1 + (RandomNumberGenerator.GetInt32(1000) / 1000.0));
}
