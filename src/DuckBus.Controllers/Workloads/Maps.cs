namespace DuckBus.Controllers.Workloads;

/// <summary>Labels and annotations with an entry more. Pure.</summary>
public static class Maps
{
    /// <summary>The map with this entry; the very same if it has it.</summary>
    public static IReadOnlyDictionary<string, string> With(this IReadOnlyDictionary<string, string>? map, string key, string value)
    {
        if (map is not null && map.TryGetValue(key, out var old) && old == value) return map;
        return new Dictionary<string, string>(map ?? new Dictionary<string, string>(StringComparer.Ordinal), StringComparer.Ordinal) { [key] = value };
    }
}
