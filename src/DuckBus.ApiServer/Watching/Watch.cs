using DuckBus.ApiServer.Cache;
using DuckBus.ApiServer.Http;
using DuckBus.ApiServer.Reads;
using DuckBus.ApiServer.Selectors;
using DuckBus.Model.Kinds;

namespace DuckBus.ApiServer.Watching;

/// <summary>One watch that is being served: from its queue to its stream.</summary>
internal sealed class Watch(
    WatchCache cache, WatchStart start, WatchQuery query, WatchStreamWriter stream, TimeSpan bookmarkInterval, TimeProvider time)
{
    private readonly Selection selection = query.List.Selection;
    private long marked = time.GetTimestamp();

    /// <summary>Writes the present state, or what was missed.</summary>
    public async Task BeginAsync(ResourceTarget target, IReadOnlyList<CachedChange> missed, CancellationToken cancellationToken)
    {
        if (query.FromState)
            foreach (var item in ResourceReader.Matching(start.View, target.Kind, target.Namespace, query.List))
            {
                stream.Event(ChangeType.Added, item);
                if (stream.NeedsFlush) await stream.FlushAsync(cancellationToken);
            }

        foreach (var change in missed)
        {
            Write(change);
            if (stream.NeedsFlush) await stream.FlushAsync(cancellationToken);
        }

        if (query.MarksInitialEvents) stream.Bookmark(start.View.Revision, endsInitialEvents: true);
        await stream.FlushAsync(cancellationToken);
    }

    /// <summary>Writes what comes, until the queue is closed: the client was too slow, or the past was lost.</summary>
    public async Task FollowAsync(CancellationToken cancellationToken)
    {
        var queue = start.Watcher.Changes;
        var more = queue.WaitToReadAsync(cancellationToken).AsTask();
        while (await IsOpenAsync(more, cancellationToken))
        {
            while (queue.TryRead(out var change))
            {
                Write(change);
                if (stream.NeedsFlush) await stream.FlushAsync(cancellationToken);
            }

            if (IsBookmarkDue) Bookmark();
            await stream.FlushAsync(cancellationToken);
            if (more.IsCompleted) more = queue.WaitToReadAsync(cancellationToken).AsTask();
        }
    }

    /// <summary>Writes what is left, and how far the watch has come.</summary>
    public async Task EndAsync(bool bookmark)
    {
        if (bookmark) Bookmark();
        await stream.FlushAsync(CancellationToken.None);
    }

    private bool IsBookmarkDue => query.Bookmarks && time.GetElapsedTime(marked) >= bookmarkInterval;

    private void Bookmark()
    {
        // Read before the queue is emptied: all changes up to this revision have been offered to it.
        var revision = cache.View.Revision;
        while (start.Watcher.Changes.TryRead(out var change))
        {
            Write(change);
            revision = Math.Max(revision, change.Revision);
        }

        stream.Bookmark(revision, endsInitialEvents: false);
        marked = time.GetTimestamp();
    }

    private void Write(CachedChange change)
    {
        if (WatchEvents.Of(change, selection) is var (type, item)) stream.Event(type, item);
    }

    /// <summary>Waits for a change, or until a bookmark is due; false if there will be none.</summary>
    private async Task<bool> IsOpenAsync(Task<bool> more, CancellationToken cancellationToken)
    {
        if (!query.Bookmarks || more.IsCompleted) return await more;
        var left = bookmarkInterval - time.GetElapsedTime(marked);
        if (left <= TimeSpan.Zero) return true;
        try
        {
            return await more.WaitAsync(left, time, cancellationToken);
        }
        catch (TimeoutException)
        {
            return true;
        }
    }
}
