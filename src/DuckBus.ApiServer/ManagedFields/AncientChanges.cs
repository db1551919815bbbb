namespace DuckBus.ApiServer.ManagedFields;

/// <summary>
/// Keeps the record short: beyond ten managers that update, the oldest of a version become one, <c>ancient-changes</c>. Those
/// who apply are all kept.
/// </summary>
internal static class AncientChanges
{
    private const string Name = "ancient-changes";
    private const int MaxUpdaters = 10;

    /// <summary>The managers, the oldest of them as one if there are too many.</summary>
    public static IReadOnlyList<ManagedSet> Merge(IReadOnlyList<ManagedSet> sets)
    {
        var updaters = sets.Count(set => set.Operation == ManagedSet.Update);
        if (updaters <= MaxUpdaters) return sets;
        var next = sets.ToList();
        var oldest = sets.Where(set => set.Operation == ManagedSet.Update).OrderBy(set => set.Time).ThenBy(set => set.Manager, StringComparer.Ordinal);
        var buckets = new Dictionary<string, ManagedSet>(StringComparer.Ordinal);
        foreach (var set in oldest)
        {
            if (updaters <= MaxUpdaters) break;
            if (!buckets.TryGetValue(set.ApiVersion, out var bucket))
            {
                buckets[set.ApiVersion] = set;
                continue;
            }

            next.Remove(bucket);
            next.Remove(set);
            next.Add(buckets[set.ApiVersion] = bucket.Named(Name).With(bucket.Fields.Union(set.Fields)).At(set.ApiVersion, set.Time));
            updaters--;
        }

        return next;
    }
}
