using System.Collections.Immutable;

namespace DuckBus.ApiServer.Cache;

/// <summary>All objects of a kind at one moment, by namespace and name in ordinal order. Immutable.</summary>
internal sealed class KindObjects
{
    private static readonly ImmutableSortedDictionary<string, CachedObject> NoObjects =
        ImmutableSortedDictionary.Create<string, CachedObject>(StringComparer.Ordinal);

    private static readonly string Run = Guid.NewGuid().ToString("N")[..12];
    private static long tags;

    private readonly ImmutableSortedDictionary<string, ImmutableSortedDictionary<string, CachedObject>> namespaces;
    private JoinedItems? joined;
    private string? tag;

    private KindObjects(ImmutableSortedDictionary<string, ImmutableSortedDictionary<string, CachedObject>> namespaces) =>
        this.namespaces = namespaces;

    /// <summary>The same as bytes, where they are asked for often.</summary>
    public JoinedItems Joined => joined ??= new JoinedItems(this);

    /// <summary>An entity tag of just these objects: no other state has it, of this server or of another.</summary>
    public string Tag =>
        tag ?? Interlocked.CompareExchange(ref tag, $"\"{Run}-{Interlocked.Increment(ref tags)}\"", null) ?? tag;

    public static KindObjects Empty { get; } =
        new(ImmutableSortedDictionary.Create<string, ImmutableSortedDictionary<string, CachedObject>>(StringComparer.Ordinal));

    public CachedObject? Find(string ns, string name) =>
        namespaces.TryGetValue(ns, out var objects) ? objects.GetValueOrDefault(name) : null;

    /// <summary>The objects of one namespace, or of all if null, in order.</summary>
    public IEnumerable<CachedObject> In(string? ns) =>
        ns is null ? namespaces.Values.SelectMany(objects => objects.Values) : namespaces.GetValueOrDefault(ns, NoObjects).Values;

    public KindObjects With(CachedObject item) =>
        new(namespaces.SetItem(item.Key.Namespace, namespaces.GetValueOrDefault(item.Key.Namespace, NoObjects).SetItem(item.Key.Name, item)));

    public KindObjects Without(string ns, string name)
    {
        if (!namespaces.TryGetValue(ns, out var objects)) return this;
        var left = objects.Remove(name);
        return new(left.IsEmpty ? namespaces.Remove(ns) : namespaces.SetItem(ns, left));
    }
}
