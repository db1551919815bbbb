namespace DuckBus.Client.Queues;

/// <summary>Keys that are to be added later. One timer, set to the earliest of them.</summary>
internal sealed class Delays : IDisposable
{
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(1);

    private readonly Lock gate = new();
    private readonly TimeProvider time;
    private readonly Action<ObjectName, Cause> add;
    private readonly ITimer timer;
    private readonly Dictionary<ObjectName, Entry> waiting = [];

    // An entry whose key got an earlier time stays in the heap and is passed over when its turn comes.
    private readonly PriorityQueue<Entry, long> heap = new();

    public Delays(TimeProvider time, Action<ObjectName, Cause> add)
    {
        this.time = time;
        this.add = add;
        timer = time.CreateTimer(_ => AddWhatIsDue(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public void Add(ObjectName key, TimeSpan delay, Cause cause)
    {
        lock (gate)
        {
            var due = time.GetTimestamp() + (long)(delay.TotalSeconds * time.TimestampFrequency);
            if (waiting.TryGetValue(key, out var earlier) && earlier.Due <= due) return;
            var entry = new Entry(key, due, cause);
            waiting[key] = entry;
            heap.Enqueue(entry, due);
            SetTimer();
        }
    }

    public void Dispose() => timer.Dispose();

    private void AddWhatIsDue()
    {
        var due = new List<Entry>();
        lock (gate)
        {
            while (heap.TryPeek(out var entry, out var at) && at <= time.GetTimestamp())
            {
                heap.Dequeue();
                if (!waiting.TryGetValue(entry.Key, out var current) || !ReferenceEquals(current, entry)) continue;
                waiting.Remove(entry.Key);
                due.Add(entry);
            }
            SetTimer();
        }
        foreach (var entry in due) add(entry.Key, entry.Cause);
    }

    private void SetTimer()
    {
        if (!heap.TryPeek(out _, out var at)) return;
        var left = TimeSpan.FromSeconds((double)(at - time.GetTimestamp()) / time.TimestampFrequency);
        timer.Change(left < Tick ? Tick : left, Timeout.InfiniteTimeSpan);
    }

    private sealed record Entry(ObjectName Key, long Due, Cause Cause);
}
