using System.Threading.Channels;

namespace DuckBus.ApiServer.Cache;

/// <summary>
/// One watch on one kind. Its queue is bounded: who reads too slowly is cut off instead of holding up the others, and
/// lists again.
/// </summary>
internal sealed class Watcher(string? ns, int capacity, TimeProvider time) : IDisposable
{
    /// <summary>How long a watch that is too slow gets to take what was queued for it before its connection is closed.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);

    private readonly CancellationTokenSource cut = new(Timeout.InfiniteTimeSpan, time);

    private readonly Channel<CachedChange> queue = Channel.CreateBounded<CachedChange>(
        new BoundedChannelOptions(capacity) { SingleReader = true, SingleWriter = true });

    public ChannelReader<CachedChange> Changes => queue.Reader;

    /// <summary>Cancelled when the watch was too slow and has not ended by itself.</summary>
    public CancellationToken Cut => cut.Token;

    /// <summary>Whether the watch sees objects of this namespace.</summary>
    public bool Sees(string objectNamespace) => ns is null || string.Equals(ns, objectNamespace, StringComparison.Ordinal);

    /// <summary>False if the watcher was cut off because it is too slow.</summary>
    public bool Offer(CachedChange change)
    {
        if (queue.Writer.TryWrite(change)) return true;
        End();
        cut.CancelAfter(Grace);
        return false;
    }

    public void End() => queue.Writer.TryComplete();

    /// <inheritdoc />
    public void Dispose() => cut.Dispose();
}
