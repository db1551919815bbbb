namespace DuckBus.ApiServer.Cache;

/// <summary>The recent changes of one kind, and who watches it. Guarded by the lock of the <see cref="WatchCache"/>.</summary>
internal sealed class KindFeed(long start, int window)
{
    private readonly Queue<CachedChange> recent = new();
    private readonly List<Watcher> watchers = [];

    /// <summary>Every change of the kind after this revision is in memory.</summary>
    private long reachesBackTo = start;

    public int Watchers => watchers.Count;

    public void Add(CachedChange change)
    {
        recent.Enqueue(change);
        if (recent.Count > window) reachesBackTo = recent.Dequeue().Revision;
        watchers.RemoveAll(watcher => watcher.Sees(change.Object.Key.Namespace) && !watcher.Offer(change));
    }

    /// <summary>The changes after a revision, or null if they are no longer all in memory.</summary>
    public IReadOnlyList<CachedChange>? Since(long revision, Watcher watcher) =>
        revision < reachesBackTo
            ? null
            : [.. recent.Where(change => change.Revision > revision && watcher.Sees(change.Object.Key.Namespace))];

    /// <summary>What the objects were at a revision, or null if not all changes since are in memory.</summary>
    public KindObjects? Undo(KindObjects objects, long revision)
    {
        if (revision < reachesBackTo) return null;
        foreach (var (_, _, item, previous) in recent.Reverse().TakeWhile(change => change.Revision > revision))
            objects = previous is null ? objects.Without(item.Key.Namespace, item.Key.Name) : objects.With(previous);
        return objects;
    }

    public void Attach(Watcher watcher) => watchers.Add(watcher);

    public void Detach(Watcher watcher) => watchers.Remove(watcher);

    /// <summary>Ends every watch and forgets the past: the log was compacted beyond what this server has seen.</summary>
    public void Restart(long revision)
    {
        watchers.ForEach(watcher => watcher.End());
        watchers.Clear();
        recent.Clear();
        reachesBackTo = revision;
    }
}
