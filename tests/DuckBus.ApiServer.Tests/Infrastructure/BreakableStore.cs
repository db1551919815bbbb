using System.Runtime.CompilerServices;
using DuckBus.Model.Kinds;
using DuckBus.Store;

namespace DuckBus.ApiServer.Tests.Infrastructure;

/// <summary>A store that can be made to fail, as PostgreSQL does when it is stopped, or to tell late what changed, as under load.</summary>
public sealed class BreakableStore(IResourceStore inner) : IResourceStore
{
    private static readonly TimeSpan Delay = TimeSpan.FromSeconds(1);

    public bool Broken { get; set; }

    /// <summary>Which calls wait until they are let go, and fail then: the name of a method, or the type of a write.</summary>
    public string? Held { get; set; }

    /// <summary>Completes when such a call waits.</summary>
    public TaskCompletionSource Waits { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Lets such calls go.</summary>
    public TaskCompletionSource LetGo { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Whether the change feed says that what it should tell was compacted.</summary>
    public bool Compacted { get; set; }

    /// <summary>Which changes are told late.</summary>
    public Func<StoredChange, bool> Late { get; set; } = _ => false;

    /// <summary>Sees each write that comes.</summary>
    public Action<StoreWrite> Comes { get; set; } = _ => { };

    public Task OpenAsync(CancellationToken cancellationToken) => inner.OpenAsync(cancellationToken);

    public Task<long> HeadAsync(CancellationToken cancellationToken) => Broken ? throw Down() : inner.HeadAsync(cancellationToken);

    public Task<StoredResource?> GetAsync(ResourceKey key, CancellationToken cancellationToken) => inner.GetAsync(key, cancellationToken);

    public async Task<StoreSnapshot> ListAsync(string? kind, CancellationToken cancellationToken)
    {
        await HoldAsync();
        return await inner.ListAsync(kind, cancellationToken);
    }

    public async Task<CommitResult> CommitAsync(StoreWrite write, CancellationToken cancellationToken)
    {
        Comes(write);
        await HoldAsync($"{write.Type}");
        return Broken ? throw Down() : await inner.CommitAsync(write, cancellationToken);
    }

    public async IAsyncEnumerable<IReadOnlyList<StoredChange>> ChangesAsync(long after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var change in inner.ChangesAsync(after, cancellationToken).SelectMany(batch => batch))
        {
            if (Late(change)) await Task.Delay(Delay, cancellationToken);
            if (Compacted) throw new CompactedException(change.Revision, change.Revision);
            yield return [change];
        }
    }

    public Task<IReadOnlyList<StoredChange>> ReadChangesAsync(long after, int limit, CancellationToken cancellationToken) =>
        inner.ReadChangesAsync(after, limit, cancellationToken);

    public async Task<long> CompactAsync(TimeSpan age, int keep, CancellationToken cancellationToken)
    {
        await HoldAsync();
        return await inner.CompactAsync(age, keep, cancellationToken);
    }

    public Task<IRelayLease> AcquireRelayAsync(CancellationToken cancellationToken) => inner.AcquireRelayAsync(cancellationToken);

    public ValueTask DisposeAsync() => inner.DisposeAsync();

    private async Task HoldAsync([CallerMemberName] string call = "")
    {
        if (call != Held) return;
        Waits.TrySetResult();
        await LetGo.Task;
        throw Down();
    }

    private static StoreUnavailableException Down() => new("PostgreSQL at 127.0.0.1:1 does not answer");
}
