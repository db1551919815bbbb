using System.Threading.Channels;

namespace DuckBus.ApiServer.Cache;

/// <summary>
/// One watch on one kind. Its queue is bounded: who reads too slowly is cut off instead of holding up the others, and
/// lists again.
/// </summary>
internal sealed class Watcher(string? ns, int capacity)
{
    private readonly Channel<CachedChange> queue = Channel.CreateBounded<CachedChange>(
        new BoundedChannelOptions(capacity) { SingleReader = true, SingleWriter = true });

    public ChannelReader<CachedChange> Changes => queue.Reader;

    /// <summary>Whether the watch sees objects of this namespace.</summary>
    public bool Sees(string objectNamespace) => ns is null || string.Equals(ns, objectNamespace, StringComparison.Ordinal);

    /// <summary>False if the watcher was cut off because it is too slow.</summary>
    public bool Offer(CachedChange change)
    {
        if (queue.Writer.TryWrite(change)) return true;
        End();
        return false;
    }

    public void End() => queue.Writer.TryComplete();
}
