using DuckBus.Model.Kinds;

namespace DuckBus.Store;

/// <summary>
/// Where the truth is: the current state of every object, and the ordered log of its changes. Bodies are opaque UTF-8 JSON
/// objects without <c>metadata.resourceVersion</c>; the revision stands beside them. All members are safe for concurrent use.
/// </summary>
public interface IResourceStore : IAsyncDisposable
{
    /// <summary>Makes the store ready: creates or upgrades the schema, replays the journal. Called once, first.</summary>
    /// <exception cref="StoreUnavailableException">The store cannot be reached or its directory cannot be written.</exception>
    Task OpenAsync(CancellationToken cancellationToken);

    /// <summary>The revision of the latest committed change, by whichever server made it; 0 in an empty store.</summary>
    Task<long> HeadAsync(CancellationToken cancellationToken);

    /// <summary>The current object, or null.</summary>
    Task<StoredResource?> GetAsync(ResourceKey key, CancellationToken cancellationToken);

    /// <summary>All current objects of a kind, or of every kind if null, consistent at one revision, which is returned beside them.</summary>
    Task<StoreSnapshot> ListAsync(string? kind, CancellationToken cancellationToken);

    /// <summary>
    /// Commits one write; writes that arrive together share a transaction. When the task completes with
    /// <see cref="CommitOutcome.Committed"/> the write is durable. A refused write changes nothing and takes no revision.
    /// </summary>
    /// <exception cref="StoreUnavailableException">The store cannot be reached; the write may or may not have been made.</exception>
    Task<CommitResult> CommitAsync(StoreWrite write, CancellationToken cancellationToken);

    /// <summary>
    /// Every change after a revision, in revision order without gaps, and then each new one as it is committed by any server,
    /// until cancelled. Batches are never empty. Survives restarts of the database by itself, without loss.
    /// </summary>
    /// <exception cref="CompactedException">Changes after that revision are no longer in the log: list again.</exception>
    IAsyncEnumerable<IReadOnlyList<StoredChange>> ChangesAsync(long after, CancellationToken cancellationToken);

    /// <summary>Up to <paramref name="limit"/> changes after a revision, at once; empty if there are none yet.</summary>
    /// <exception cref="CompactedException">Changes after that revision are no longer in the log.</exception>
    Task<IReadOnlyList<StoredChange>> ReadChangesAsync(long after, int limit, CancellationToken cancellationToken);

    /// <summary>Drops changes that are older than the age and not among the latest <paramref name="keep"/>.</summary>
    /// <returns>The horizon: the highest revision that was dropped, ever.</returns>
    Task<long> CompactAsync(TimeSpan age, int keep, CancellationToken cancellationToken);

    /// <summary>
    /// Waits to become the one server of the cluster that publishes changes. The lease is held until disposed, until the
    /// process dies, or until the connection to the store is lost.
    /// </summary>
    Task<IRelayLease> AcquireRelayAsync(CancellationToken cancellationToken);
}
