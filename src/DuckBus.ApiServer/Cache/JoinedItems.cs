using System.Collections.Concurrent;

namespace DuckBus.ApiServer.Cache;

/// <summary>
/// The bytes of whole lists of one state of a kind, for those who list it again and again: made when a list is asked for a
/// second time, and gone with the state.
/// </summary>
internal sealed class JoinedItems(KindObjects objects)
{
    /// <summary>Longer lists are written item by item.</summary>
    private const int MaxBytes = 8 * 1024 * 1024;

    /// <summary>Of so many namespaces at most.</summary>
    private const int MaxLists = 16;

    private const string All = "*";

    private readonly ConcurrentDictionary<string, Lazy<byte[]?>?> lists = new(StringComparer.Ordinal);

    /// <summary>The objects of a namespace, or of all if null, in order, with commas between; null if they are not kept.</summary>
    public byte[]? Of(string? ns)
    {
        var key = ns ?? All;
        if (!lists.TryGetValue(key, out var list))
        {
            if (lists.Count < MaxLists) lists.TryAdd(key, null);
            return null;
        }

        if (list is null)
        {
            lists.TryUpdate(key, new Lazy<byte[]?>(() => Join(ns)), null);
            list = lists[key];
        }

        return list!.Value;
    }

    private byte[]? Join(string? ns)
    {
        var length = objects.In(ns).Sum(item => item.Json.Length + 1L) - 1;
        if (length is < 0 or > MaxBytes) return null;
        var joined = GC.AllocateUninitializedArray<byte>((int)length);
        var at = 0;
        foreach (var item in objects.In(ns))
        {
            if (at > 0) joined[at++] = (byte)',';
            item.Json.CopyTo(joined, at);
            at += item.Json.Length;
        }

        return joined;
    }
}
