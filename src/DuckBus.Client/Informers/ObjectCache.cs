using DuckBus.Client.Queues;
using DuckBus.Model.Kinds;
using DuckBus.Model.Meta;

namespace DuckBus.Client.Informers;

/// <summary>
/// What an informer knows, and the rules by which news changes it: per object the higher revision wins, whatever the order
/// in which events and lists arrive. Pure: no clock, no lock, no I/O.
/// </summary>
/// <remarks>
/// An object that is gone is remembered until a list proves that nothing older can be missing. That proof is the horizon:
/// the revision of the newest list. An unknown object with a revision up to the horizon is old news about something gone.
/// </remarks>
internal sealed class ObjectCache<T>(int tombstoneLimit = 10_000)
    where T : Resource
{
    private readonly Dictionary<ObjectName, Entry> entries = [];
    private readonly Queue<(ObjectName Key, long Revision)> tombstones = new();
    private T[]? all;

    /// <summary>The revision up to which everything that is not in the cache is known to be gone.</summary>
    public long Horizon { get; private set; }

    /// <summary>The newest revision of all that was taken, events and lists.</summary>
    public long Newest { get; private set; }

    public T? Get(ObjectName key) => entries.TryGetValue(key, out var entry) ? entry.Object : null;

    public IReadOnlyList<T> All => all ??= [.. entries.Values.Select(entry => entry.Object).OfType<T>()];

    /// <summary>Takes an event. Returns the difference that it makes, if any.</summary>
    /// <param name="type">What happened.</param>
    /// <param name="resource">The object, or its last state.</param>
    /// <param name="revision">The revision of the change: a deletion has one of its own.</param>
    public Difference<T>? Apply(ChangeType type, T resource, long revision)
    {
        Newest = Math.Max(Newest, revision);
        var key = ObjectName.Of(resource);
        var entry = entries.GetValueOrDefault(key);
        if (type == ChangeType.Deleted)
        {
            var isOld = entry is null ? revision <= Horizon : revision < entry.Revision;
            return isOld ? null : Tell(key, Bury(key, revision, resource.Metadata.Uid));
        }
        return IsNews(entry, resource, revision) ? Tell(key, Set(key, resource, revision)) : TellIfAt(key, entry, revision);
    }

    /// <summary>Takes a full list, which may be older than what is known. Returns the differences that it makes.</summary>
    public IReadOnlyList<Difference<T>> ApplyList(long listRevision, IReadOnlyList<T> items)
    {
        Newest = Math.Max(Newest, listRevision);
        var differences = new List<Difference<T>>();
        var listed = new HashSet<ObjectName>(items.Count);
        foreach (var item in items)
        {
            var key = ObjectName.Of(item);
            listed.Add(key);
            var revision = RevisionOf(item);
            var entry = entries.GetValueOrDefault(key);
            var isNew = entry switch
            {
                null => revision > Horizon || listRevision >= Horizon,
                { Object: null } => revision > entry.Revision || (entry.IsGuess && listRevision > entry.Revision),
                _ => revision > entry.Revision,
            };
            Add(differences, isNew ? Tell(key, Set(key, item, revision)) : TellIfAt(key, entry, revision));
        }
        foreach (var (key, entry) in entries.Where(entry => !listed.Contains(entry.Key) && entry.Value.Revision <= listRevision).ToList())
            Add(differences, Tell(key, entry.Object is null ? entry : Bury(key, listRevision, entry.Uid)));
        if (listRevision > Horizon) MoveHorizon(listRevision);
        return differences;
    }

    /// <summary>Forgets all revisions, so that the next list counts although it is older: the store is another one.</summary>
    public void ForgetRevisions()
    {
        foreach (var (key, entry) in entries.ToList())
            if (entry.Object is null && entry.Told is null) entries.Remove(key);
            else entries[key] = entry with { Revision = 0 };
        Horizon = 0;
        Newest = 0;
    }

    /// <summary>Takes an object that a write answered. It is told when an event or a list confirms it.</summary>
    public void Observe(T resource)
    {
        var key = ObjectName.Of(resource);
        var revision = RevisionOf(resource);
        if (IsNews(entries.GetValueOrDefault(key), resource, revision)) Set(key, resource, revision);
    }

    /// <summary>Takes an object that a write answered, where nothing else will tell of it soon. Returns the difference that it makes, if any.</summary>
    public Difference<T>? ObserveAndTell(T resource)
    {
        Observe(resource);
        var key = ObjectName.Of(resource);
        return TellIfAt(key, entries.GetValueOrDefault(key), RevisionOf(resource));
    }

    /// <summary>Takes that a delete was answered. It is told when an event or a list confirms it.</summary>
    public void ObserveDeleted(T resource)
    {
        var key = ObjectName.Of(resource);
        if (entries.TryGetValue(key, out var entry) && entry.Object is not null
            && (entry.Uid == resource.Metadata.Uid || entry.Revision < RevisionOf(resource)))
            entries[key] = Bury(key, Math.Max(entry.Revision, RevisionOf(resource)), resource.Metadata.Uid) with { IsGuess = true };
    }

    // A uid that is gone never comes back: an event about it is late, whatever its revision.
    private bool IsNews(Entry? entry, T resource, long revision) => entry switch
    {
        null => revision > Horizon,
        { Object: null } => revision > entry.Revision && entry.Uid != resource.Metadata.Uid,
        _ => revision > entry.Revision,
    };

    private Entry Set(ObjectName key, T resource, long revision)
    {
        all = null;
        return entries[key] = new Entry(resource, revision, resource.Metadata.Uid, entries.GetValueOrDefault(key)?.Told);
    }

    private Entry Bury(ObjectName key, long revision, string? uid)
    {
        all = null;
        tombstones.Enqueue((key, revision));
        var entry = entries[key] = new Entry(null, revision, uid, entries.GetValueOrDefault(key)?.Told);
        while (tombstones.Count > tombstoneLimit) Drop(tombstones.Dequeue());
        return entry;
    }

    private void Drop((ObjectName Key, long Revision) tombstone)
    {
        Horizon = Math.Max(Horizon, tombstone.Revision);
        if (entries.TryGetValue(tombstone.Key, out var entry) && entry is { Object: null, Told: null } && entry.Revision <= Horizon)
            entries.Remove(tombstone.Key);
    }

    private void MoveHorizon(long revision)
    {
        Horizon = revision;
        foreach (var (key, _) in entries.Where(entry => entry.Value is { Object: null, Told: null } && entry.Value.Revision <= revision).ToList())
            entries.Remove(key);
        tombstones.Clear();
        foreach (var (key, entry) in entries.Where(entry => entry.Value.Object is null)) tombstones.Enqueue((key, entry.Revision));
    }

    // What was observed before it was told is told by the event or the list that has just this revision.
    private Difference<T>? TellIfAt(ObjectName key, Entry? entry, long revision) =>
        entry is { Object: not null } && entry.Revision == revision ? Tell(key, entry) : null;

    private Difference<T>? Tell(ObjectName key, Entry entry)
    {
        if (ReferenceEquals(entry.Told, entry.Object)) return null;
        entries[key] = entry with { Told = entry.Object, IsGuess = false };
        return new Difference<T>(entry.Told, entry.Object);
    }

    private static void Add(List<Difference<T>> differences, Difference<T>? difference)
    {
        if (difference is not null) differences.Add(difference);
    }

    internal static long RevisionOf(T resource) => Revision(resource.Metadata.ResourceVersion);

    internal static long Revision(string? resourceVersion) =>
        long.TryParse(resourceVersion, out var revision) ? revision : 0;

    /// <param name="Object">The newest object; null: it is gone.</param>
    /// <param name="Revision">The revision of the newest news about it.</param>
    /// <param name="Uid">The identity in time of the object, or of the one that is gone.</param>
    /// <param name="Told">The object as the handlers know it.</param>
    /// <param name="IsGuess">Gone according to our own delete; nothing else has confirmed it yet.</param>
    private sealed record Entry(T? Object, long Revision, string? Uid, T? Told, bool IsGuess = false);
}
