namespace DuckBus.ApiServer.Patches.Strategic;

/// <summary>
/// The order of merged lists. What the patch names comes in the patch's order, the rest stays in the order that it had; where
/// both meet, the order before the patch decides, and what was not there comes first.
/// </summary>
internal static class ElementOrder
{
    /// <summary>The items in their order.</summary>
    /// <param name="items">The items with their keys, as they were and then what is new.</param>
    /// <param name="named">The keys that the patch names, in its order.</param>
    /// <param name="before">The keys of the list before the patch.</param>
    public static IEnumerable<(string Key, T Item)> Arrange<T>(
        IReadOnlyList<(string Key, T Item)> items, IReadOnlyList<string> named, IReadOnlyList<string> before)
    {
        var (rank, place) = (Positions(named), Positions(before));
        var patched = new Queue<(string Key, T Item)>(items.Where(item => rank.ContainsKey(item.Key)).OrderBy(item => rank[item.Key]));
        foreach (var item in items.Where(item => !rank.ContainsKey(item.Key)))
        {
            while (patched.TryPeek(out var next) && !IsBefore(item.Key, next.Key)) yield return patched.Dequeue();
            yield return item;
        }

        foreach (var item in patched) yield return item;

        bool IsBefore(string one, string other) =>
            place.TryGetValue(one, out var first) && place.TryGetValue(other, out var second) && first < second;
    }

    /// <summary>Whether all keys are in an order, in that order.</summary>
    public static bool Follows(IReadOnlyList<string> keys, IReadOnlyList<string> order)
    {
        var found = 0;
        for (var i = 0; i < order.Count && found < keys.Count; i++)
            if (order[i] == keys[found])
                found++;
        return found == keys.Count;
    }

    private static Dictionary<string, int> Positions(IReadOnlyList<string> keys)
    {
        var positions = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < keys.Count; i++) positions.TryAdd(keys[i], i);
        return positions;
    }
}
