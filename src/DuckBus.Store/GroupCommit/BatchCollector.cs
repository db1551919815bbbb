using System.Threading.Channels;
using DuckBus.Model.Kinds;

namespace DuckBus.Store.GroupCommit;

/// <summary>
/// Forms batches from what has arrived. A batch holds at most one write of a key, so that every write can be judged
/// against the state before the batch; a second one waits for the next batch, in order of arrival.
/// </summary>
internal sealed class BatchCollector(ChannelReader<PendingWrite> arriving)
{
    /// <summary>The most writes in a batch.</summary>
    public const int MaxWrites = 512;

    /// <summary>A batch takes no further write once its bodies have this many bytes.</summary>
    public const int MaxBytes = 4 * 1024 * 1024;

    private readonly HashSet<ResourceKey> keys = [];
    private List<PendingWrite> deferred = [];

    /// <summary>The next batch, at once if anything waits; empty when no more will come.</summary>
    public async Task<IReadOnlyList<PendingWrite>> NextAsync()
    {
        while (true)
        {
            if (Collect() is { Count: > 0 } batch) return batch;
            if (!await arriving.WaitToReadAsync()) return [];
        }
    }

    private List<PendingWrite> Collect()
    {
        keys.Clear();
        var batch = new List<PendingWrite>();
        var bytes = 0;
        var earlier = deferred;
        deferred = [];
        foreach (var write in earlier) Place(write);
        while (HasRoom() && arriving.TryRead(out var write)) Place(write);
        return batch;

        bool HasRoom() => batch.Count < MaxWrites && bytes < MaxBytes;

        void Place(PendingWrite write)
        {
            if (write.Abandoned) return;
            if (!HasRoom() || !keys.Add(write.Write.Key))
            {
                deferred.Add(write);
                return;
            }

            batch.Add(write);
            bytes += write.Write.Body.Length;
        }
    }
}
