using DuckBus.Model.Kinds;

namespace DuckBus.Store.Embedded;

/// <summary>The current objects, by kind. Not safe for concurrent use.</summary>
internal sealed class ResourceTable
{
    private readonly Dictionary<string, Dictionary<ResourceKey, StoredResource>> kinds = [];

    /// <summary>Every object.</summary>
    public IEnumerable<StoredResource> All => kinds.Values.SelectMany(objects => objects.Values);

    /// <summary>The objects of a kind.</summary>
    public IReadOnlyCollection<StoredResource> OfKind(string kind) => kinds.TryGetValue(kind, out var objects) ? objects.Values : [];

    /// <summary>One object, or null.</summary>
    public StoredResource? Find(ResourceKey key) => kinds.GetValueOrDefault(key.Kind)?.GetValueOrDefault(key);

    /// <summary>Makes a change that was committed.</summary>
    public void Apply(StoredChange change)
    {
        if (!kinds.TryGetValue(change.Key.Kind, out var objects)) kinds[change.Key.Kind] = objects = [];
        if (change.Type == ChangeType.Deleted) objects.Remove(change.Key);
        else objects[change.Key] = new(change.Key, change.Uid, change.Revision, change.Body);
    }

    /// <summary>How a write would end; the revision is set for a conflict only.</summary>
    public CommitResult Judge(StoreWrite write) => (write.Type, Find(write.Key)) switch
    {
        (ChangeType.Added, null) => new(CommitOutcome.Committed, 0),
        (ChangeType.Added, _) => new(CommitOutcome.AlreadyExists, 0),
        (_, null) => new(CommitOutcome.NotFound, 0),
        (_, { } current) when current.Revision != write.ExpectedRevision => new(CommitOutcome.Conflict, current.Revision),
        _ => new(CommitOutcome.Committed, 0),
    };
}
