using DuckBus.ApiServer.Cache;
using DuckBus.ApiServer.Http;
using DuckBus.Model.Errors;
using DuckBus.Store;

namespace DuckBus.ApiServer.Watching;

/// <summary>What a watch missed and memory no longer has, from the log of the store.</summary>
internal sealed class MissedChanges(IResourceStore store, ApiServerOptions options)
{
    private const int LogBatch = 500;

    /// <summary>The changes after the revision asked for, up to where the watch begins.</summary>
    /// <exception cref="StatusException">410: the log does not have them either.</exception>
    public async Task<IReadOnlyList<CachedChange>> ReadAsync(ResourceTarget target, WatchQuery query, WatchStart start, CancellationToken cancellationToken)
    {
        var asked = query.After!.Value;
        // Whether an object entered or left the selection cannot be told without its state before.
        if (query.List.Selection is { IsEverything: false, IsFixed: false }) throw TooOld(asked, start.View.Revision);
        var missed = new List<CachedChange>();
        try
        {
            var after = asked;
            while (after < start.View.Revision && await store.ReadChangesAsync(after, LogBatch, cancellationToken) is { Count: > 0 } batch)
            {
                after = batch[^1].Revision;
                missed.AddRange(batch
                    .Where(change => change.Key.Kind == target.Kind.Id && change.Revision <= start.View.Revision && start.Watcher.Sees(change.Key.Namespace))
                    .Select(change => new CachedChange(change.Revision, change.Type,
                        new CachedObject(target.Kind, change.Key, change.Uid, change.Revision, change.Body.Span), Previous: null)));
                if (missed.Count > options.WatchQueue) throw TooOld(asked, after);
            }
        }
        catch (CompactedException e)
        {
            throw TooOld(asked, e.Horizon);
        }

        return missed;
    }

    // As Kubernetes says it: the number in brackets is one from which it may work.
    private static StatusException TooOld(long revision, long horizon) =>
        new(Status.Expired($"too old resource version: {revision} ({horizon}): list again and watch from there"));
}
