namespace DuckBus.Store.Feed;

/// <summary>
/// The latest changes in memory: a run without gaps, from <see cref="Start"/> (exclusive) to <see cref="Head"/>. Readers
/// hold no memory in it: who falls behind its start finds nothing here, and reads elsewhere or not at all.
/// </summary>
/// <param name="start">The revision after which changes are expected.</param>
/// <param name="maxChanges">How many changes to keep at most.</param>
/// <param name="maxBytes">How many bytes of bodies to keep at most.</param>
internal sealed class ChangeWindow(long start, int maxChanges = int.MaxValue, long maxBytes = long.MaxValue)
{
    private readonly Lock gate = new();
    private readonly List<StoredChange?> changes = [];
    private TaskCompletionSource moved = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long start = start;
    private long bytes;
    private int dropped;

    /// <summary>The window holds what came after this revision.</summary>
    public long Start
    {
        get { lock (gate) return start; }
    }

    /// <summary>The latest revision in the window.</summary>
    public long Head
    {
        get { lock (gate) return HeadLocked; }
    }

    private long HeadLocked => start + changes.Count - dropped;

    /// <summary>Adds changes in revision order; those that are there already are skipped.</summary>
    /// <returns>False if changes in between are missing; then nothing was added.</returns>
    public bool Append(IReadOnlyList<StoredChange> next)
    {
        TaskCompletionSource wake;
        lock (gate)
        {
            var head = HeadLocked;
            if (next.Count == 0 || next[^1].Revision <= head) return true;
            if (next[0].Revision > head + 1) return false;
            foreach (var change in next)
            {
                if (change.Revision <= head) continue;
                changes.Add(change);
                bytes += change.Body.Length;
            }

            while (changes.Count - dropped > maxChanges || bytes > maxBytes) DropFirst();
            Tidy();
            wake = Wake();
        }

        wake.SetResult();
        return true;
    }

    /// <summary>Up to <paramref name="limit"/> changes after a revision; null if the window does not reach back to it.</summary>
    public IReadOnlyList<StoredChange>? Read(long after, int limit)
    {
        lock (gate)
        {
            if (after < start) return null;
            if (after >= HeadLocked) return [];
            var from = dropped + (int)(after - start);
            return changes.GetRange(from, Math.Min(limit, changes.Count - from))!;
        }
    }

    /// <summary>Waits until the window has moved beyond a revision, or may have.</summary>
    public Task WaitAsync(long after, CancellationToken cancellationToken)
    {
        lock (gate)
            return HeadLocked > after || start > after ? Task.CompletedTask : moved.Task.WaitAsync(cancellationToken);
    }

    /// <summary>Drops the changes up to a revision, which may lie beyond the head: then the window is empty and goes on there.</summary>
    public void DropThrough(long revision)
    {
        TaskCompletionSource wake;
        lock (gate)
        {
            while (start < revision && changes.Count > dropped) DropFirst();
            start = Math.Max(start, revision);
            Tidy();
            wake = Wake();
        }

        wake.SetResult();
    }

    private void DropFirst()
    {
        bytes -= changes[dropped]!.Body.Length;
        changes[dropped++] = null;
        start++;
    }

    private void Tidy()
    {
        if (dropped * 2 <= changes.Count) return;
        changes.RemoveRange(0, dropped);
        dropped = 0;
    }

    private TaskCompletionSource Wake()
    {
        var wake = moved;
        moved = new(TaskCreationOptions.RunContinuationsAsynchronously);
        return wake;
    }
}
