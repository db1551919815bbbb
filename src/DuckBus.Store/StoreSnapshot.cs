namespace DuckBus.Store;

/// <summary>Objects as they were at one revision.</summary>
/// <param name="Revision">The revision of the whole store; changes after it are not in the items.</param>
/// <param name="Items">The objects, in no particular order.</param>
public sealed record StoreSnapshot(long Revision, IReadOnlyList<StoredResource> Items);
