using DuckBus.Model.Kinds;
using DuckBus.Store;

namespace DuckBus.ApiServer.Relay;

/// <summary>What is left to tell after a silence. Pure.</summary>
internal static class Coalescing
{
    /// <summary>The latest change of each object, in revision order: what a later one supersedes need not be told any more.</summary>
    public static IReadOnlyList<StoredChange> Latest(IEnumerable<StoredChange> changes)
    {
        var latest = new Dictionary<ResourceKey, StoredChange>();
        foreach (var change in changes) latest[change.Key] = change;
        return [.. latest.Values.OrderBy(change => change.Revision)];
    }
}
