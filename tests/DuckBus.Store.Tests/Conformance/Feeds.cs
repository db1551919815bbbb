namespace DuckBus.Store.Tests.Conformance;

/// <summary>Reading a feed up to a point.</summary>
public static class Feeds
{
    /// <summary>The next changes after a revision, at least as many as asked for.</summary>
    public static async Task<List<StoredChange>> TakeAsync(
        this IResourceStore store, long after, int count, CancellationToken cancellationToken)
    {
        var taken = new List<StoredChange>();
        await foreach (var changes in store.ChangesAsync(after, cancellationToken))
        {
            changes.ShouldNotBeEmpty();
            taken.AddRange(changes);
            if (taken.Count >= count) break;
        }

        return taken;
    }
}
