using System.Threading.Channels;

namespace DuckBus.Store.GroupCommit;

/// <summary>
/// Group commit: one loop commits, in one transaction, all that arrived while it committed the batch before. Many callers
/// share one fsync, and a lone caller waits for nobody.
/// </summary>
internal sealed class CommitQueue : IAsyncDisposable
{
    private readonly Channel<PendingWrite> arriving =
        Channel.CreateUnbounded<PendingWrite>(new UnboundedChannelOptions { SingleReader = true });

    private readonly Func<IReadOnlyList<StoreWrite>, Task<IReadOnlyList<CommitResult>>> commit;
    private readonly StoreMetrics metrics;
    private readonly Task loop;

    /// <param name="commit">
    /// Commits a batch of writes to different keys and answers each, or throws if none of them is known to be made; an
    /// <see cref="ArgumentException"/> if one of them can never be.
    /// </param>
    /// <param name="metrics">Takes the size and duration of each batch.</param>
    public CommitQueue(Func<IReadOnlyList<StoreWrite>, Task<IReadOnlyList<CommitResult>>> commit, StoreMetrics metrics)
    {
        this.commit = commit;
        this.metrics = metrics;
        loop = Task.Run(RunAsync);
    }

    /// <summary>Commits one write, together with what else is waiting.</summary>
    public async Task<CommitResult> CommitAsync(StoreWrite write, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        WriteRules.Check(write);
        var pending = new PendingWrite(write, cancellationToken);
        ObjectDisposedException.ThrowIf(!arriving.Writer.TryWrite(pending), this);
        return await pending.Answer.WaitAsync(cancellationToken);
    }

    /// <summary>Commits what is queued, and takes no more.</summary>
    public async ValueTask DisposeAsync()
    {
        arriving.Writer.TryComplete();
        await loop;
    }

    private async Task RunAsync()
    {
        var collector = new BatchCollector(arriving.Reader);
        while (await collector.NextAsync() is { Count: > 0 } batch)
            await CommitAsync(batch);
    }

    private async Task CommitAsync(IReadOnlyList<PendingWrite> batch)
    {
        try
        {
            using var measured = metrics.Batch(batch.Count);
            var results = await commit([.. batch.Select(pending => pending.Write)]);
            for (var i = 0; i < batch.Count; i++) batch[i].Complete(results[i]);
        }
        catch (ArgumentException) when (batch.Count > 1)
        {
            // One of them is bad, and its company must not suffer for it.
            foreach (var pending in batch) await CommitAsync([pending]);
        }
#pragma warning disable CA1031 // Whatever went wrong is the answer to the callers; the loop goes on.
        catch (Exception cause)
#pragma warning restore CA1031
        {
            foreach (var pending in batch) pending.Fail(cause);
        }
    }
}
