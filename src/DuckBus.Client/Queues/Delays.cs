namespace DuckBus.Client.Queues;

/// <summary>Keys that are to be added later. One timer, set to the earliest of them.</summary>
internal sealed class Delays : IDisposable
{
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(1);

    private readonly Lock _lock = new();
    private readonly TimeProvider _time;
    private readonly Action<ObjectName, Cause> _add;
    private readonly ITimer _timer;
    private readonly Dictionary<ObjectName, Entry> _waiting = [];

    // An entry whose key got an earlier time stays in the heap and is passed over when its turn comes.
    private readonly PriorityQueue<Entry, long> _heap = new();

    public Delays(TimeProvider time, Action<ObjectName, Cause> add)
    {
        _time = time;
        _add = add;
        _timer = time.CreateTimer(_ => AddWhatIsDue(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public void Add(ObjectName key, TimeSpan delay, Cause cause)
    {
        lock (_lock)
        {
            var due = _time.GetTimestamp() + (long)(delay.TotalSeconds * _time.TimestampFrequency);
            if (_waiting.TryGetValue(key, out var earlier) && earlier.Due <= due) return;
            var entry = new Entry(key, due, cause);
            _waiting[key] = entry;
            _heap.Enqueue(entry, due);
            SetTimer();
        }
    }

    public void Dispose() => _timer.Dispose();

    private void AddWhatIsDue()
    {
        var due = new List<Entry>();
        lock (_lock)
        {
            while (_heap.TryPeek(out var entry, out var at) && at <= _time.GetTimestamp())
            {
                _heap.Dequeue();
                if (!_waiting.TryGetValue(entry.Key, out var current) || !ReferenceEquals(current, entry)) continue;
                _waiting.Remove(entry.Key);
                due.Add(entry);
            }
            SetTimer();
        }
        foreach (var entry in due) _add(entry.Key, entry.Cause);
    }

    private void SetTimer()
    {
        if (!_heap.TryPeek(out _, out var at)) return;
        var left = TimeSpan.FromSeconds((double)(at - _time.GetTimestamp()) / _time.TimestampFrequency);
        _timer.Change(left < Tick ? Tick : left, Timeout.InfiniteTimeSpan);
    }

    private sealed record Entry(ObjectName Key, long Due, Cause Cause);
}
