using DuckBus.Model.Kinds;
using DuckBus.Store;

namespace DuckBus.ApiServer.Tests.Infrastructure;

/// <summary>A store that can be made to fail, as PostgreSQL does when it is stopped.</summary>
public sealed class BreakableStore(IResourceStore inner) : IResourceStore
{
    public bool Broken { get; set; }

    public Task OpenAsync(CancellationToken cancellationToken) => inner.OpenAsync(cancellationToken);

    public Task<long> HeadAsync(CancellationToken cancellationToken) => Broken ? throw Down() : inner.HeadAsync(cancellationToken);

    public Task<StoredResource?> GetAsync(ResourceKey key, CancellationToken cancellationToken) => inner.GetAsync(key, cancellationToken);

    public Task<StoreSnapshot> ListAsync(string? kind, CancellationToken cancellationToken) => inner.ListAsync(kind, cancellationToken);

    public Task<CommitResult> CommitAsync(StoreWrite write, CancellationToken cancellationToken) =>
        Broken ? throw Down() : inner.CommitAsync(write, cancellationToken);

    public IAsyncEnumerable<IReadOnlyList<StoredChange>> ChangesAsync(long after, CancellationToken cancellationToken) => inner.ChangesAsync(after, cancellationToken);

    public Task<IReadOnlyList<StoredChange>> ReadChangesAsync(long after, int limit, CancellationToken cancellationToken) =>
        inner.ReadChangesAsync(after, limit, cancellationToken);

    public Task<long> CompactAsync(TimeSpan age, int keep, CancellationToken cancellationToken) => inner.CompactAsync(age, keep, cancellationToken);

    public Task<IRelayLease> AcquireRelayAsync(CancellationToken cancellationToken) => inner.AcquireRelayAsync(cancellationToken);

    public ValueTask DisposeAsync() => inner.DisposeAsync();

    private static StoreUnavailableException Down() => new("PostgreSQL at 127.0.0.1:1 does not answer");
}
