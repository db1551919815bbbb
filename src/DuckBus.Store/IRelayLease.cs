namespace DuckBus.Store;

/// <summary>The right to publish changes, and how far that has come.</summary>
public interface IRelayLease : IAsyncDisposable
{
    /// <summary>The revision up to which changes were published, as of taking the lease.</summary>
    long Position { get; }

    /// <summary>Fires when the lease is lost.</summary>
    CancellationToken Lost { get; }

    /// <summary>Records that changes up to this revision were published. May be called rarely: publishing is at least once.</summary>
    Task AdvanceAsync(long revision, CancellationToken cancellationToken);
}
