namespace DuckBus.Store.Embedded;

/// <summary>The right to publish, within one process: nobody else can take it, and it is never lost.</summary>
internal sealed class EmbeddedRelayLease(SemaphoreSlim turn, long position, Action<long> advanced) : IRelayLease
{
    private int released;

    public long Position => position;

    public CancellationToken Lost => CancellationToken.None;

    public Task AdvanceAsync(long revision, CancellationToken cancellationToken)
    {
        advanced(revision);
        return Task.CompletedTask;
    }

    public ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref released, 1) == 0) turn.Release();
        return ValueTask.CompletedTask;
    }
}
