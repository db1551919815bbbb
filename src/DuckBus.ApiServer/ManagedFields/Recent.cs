using System.Collections.Concurrent;

namespace DuckBus.ApiServer.ManagedFields;

/// <summary>Keeps what was made of a key, and forgets everything when there is too much of it.</summary>
/// <param name="capacity">How many values are kept at most.</param>
internal sealed class Recent<TKey, TValue>(int capacity)
    where TKey : notnull
{
    private readonly ConcurrentDictionary<TKey, TValue> values = new();
    private int count;

    /// <summary>The value that is kept for the key, if any.</summary>
    public bool TryGet(TKey key, out TValue? value) => values.TryGetValue(key, out value);

    /// <summary>Keeps a value.</summary>
    public void Keep(TKey key, TValue value)
    {
        if (Interlocked.Increment(ref count) > capacity)
        {
            values.Clear();
            count = 1;
        }

        values[key] = value;
    }
}
