using DuckBus.ApiServer.Cache;
using DuckBus.ApiServer.Writes;
using DuckBus.Model.Json;
using DuckBus.Model.Kinds;
using DuckBus.Model.Meta;
using DuckBus.Store;

namespace DuckBus.ApiServer.Services;

/// <summary>
/// Takes addresses and node ports for services. Each is an object of its own whose name is the address or the port, so that
/// the store itself sees to it that two servers never give the same one twice.
/// </summary>
internal sealed class Reservations(IResourceStore store, WatchCache cache, ReadBarrier barrier, TimeProvider time)
{
    /// <summary>The state in memory, in which it is likely but not sure who has what.</summary>
    public CacheView View => cache.View;

    /// <summary>
    /// Takes the first of the candidates that is free. That none is must be sure, so the state in memory is not believed in that: what
    /// somebody just gave back may not have arrived there.
    /// </summary>
    /// <param name="candidates">Makes the candidates, anew for each round.</param>
    /// <param name="tryTake">Takes one.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>What was taken, or null if nothing is free.</returns>
    public async Task<ResourceKey?> TakeFreeAsync(
        Func<IEnumerable<ResourceKey>> candidates, Func<ResourceKey, Task<bool>> tryTake, CancellationToken cancellationToken) =>
        await FirstFreeAsync(cache.View, candidates(), tryTake, cancellationToken)
        ?? await FirstFreeAsync(await barrier.ViewAsync(cancellationToken), candidates(), tryTake, cancellationToken);

    /// <summary>
    /// Takes an address or port, or takes it again: each time its revision is raised, so that whoever was about to give it back
    /// for the same service does not.
    /// </summary>
    /// <returns>Its revision, or null if another service has it.</returns>
    public async Task<long?> TryTakeAsync(ResourceKey key, Owner owner, CancellationToken cancellationToken)
    {
        while (true)
        {
            var kind = ResourceKind.Find(key.Kind)!;
            var mark = Creation.Of(kind, "", owner.Mark(key), Guid.NewGuid().ToString(), time.GetUtcNow());
            var body = ModelJson.Write(mark);
            var added = await store.CommitAsync(new StoreWrite(ChangeType.Added, key, mark.Metadata.Uid!, 0, body, null), cancellationToken);
            if (added.Outcome == CommitOutcome.Committed) return added.Revision;

            if (await store.GetAsync(key, cancellationToken) is not { } taken) continue;
            if (Owner.Of((Resource)ModelJson.Read(taken.Body.Span, kind.Type)) != owner) return null;
            var again = await store.CommitAsync(new StoreWrite(ChangeType.Modified, key, taken.Uid, taken.Revision, taken.Body, null), cancellationToken);
            if (again.Outcome == CommitOutcome.Committed) return again.Revision;
        }
    }

    /// <summary>Gives an address or port back, unless somebody took it again after the revision.</summary>
    public async Task ReleaseAsync(ResourceKey key, long revision, CancellationToken cancellationToken)
    {
        if (await store.GetAsync(key, cancellationToken) is not { } taken || taken.Revision != revision) return;
        await store.CommitAsync(new StoreWrite(ChangeType.Deleted, key, taken.Uid, revision, taken.Body, null), cancellationToken);
    }

    /// <summary>The revision of what a service has now, or null if it is not the service's.</summary>
    public async Task<long?> FindAsync(ResourceKey key, Owner owner, CancellationToken cancellationToken) =>
        await store.GetAsync(key, cancellationToken) is { } taken
        && Owner.Of((Resource)ModelJson.Read(taken.Body.Span, ResourceKind.Find(key.Kind)!.Type)) == owner ? taken.Revision : null;

    private static async Task<ResourceKey?> FirstFreeAsync(
        CacheView view, IEnumerable<ResourceKey> candidates, Func<ResourceKey, Task<bool>> tryTake, CancellationToken cancellationToken)
    {
        foreach (var key in candidates)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (view.Find(key) is null && await tryTake(key)) return key;
        }

        return null;
    }
}
