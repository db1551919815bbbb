using System.Threading.Channels;

namespace DuckBus.Client.Queues;

/// <summary>
/// The rate-limited work queue of Kubernetes: a key is in it at most once, is never worked on twice at the same time, and
/// comes back after an exponential back-off when it failed. It holds keys, never payloads.
/// </summary>
public sealed class WorkQueue : IDisposable
{
    private readonly Lock gate = new();
    private readonly Dictionary<ObjectName, int> failures = [];
    private readonly TimeSpan baseDelay;
    private readonly TimeSpan maxDelay;
    private readonly Delays delays;

    // A key is "dirty" from being added until it is taken, and "in work" from being taken until it is done.
    // Only a key that is dirty and not in work stands in the channel, and once.
    private readonly Channel<ObjectName> ready = Channel.CreateUnbounded<ObjectName>();
    private readonly Dictionary<ObjectName, Causes> dirty = [];
    private readonly HashSet<ObjectName> inWork = [];

    /// <summary>Creates an empty queue.</summary>
    /// <param name="time">The clock of the delays.</param>
    /// <param name="baseDelay">The first back-off; doubles with each failure.</param>
    /// <param name="maxDelay">The longest back-off.</param>
    public WorkQueue(TimeProvider time, TimeSpan baseDelay, TimeSpan maxDelay)
    {
        this.baseDelay = baseDelay;
        this.maxDelay = maxDelay;
        delays = new Delays(time, Add);
    }

    /// <summary>How many keys wait to be taken, not counting delayed ones.</summary>
    public int Depth => ready.Reader.Count;

    /// <summary>Adds a key now. If it waits already the causes are joined; if it is being worked on it comes again afterwards.</summary>
    public void Add(ObjectName key, Cause cause)
    {
        lock (gate)
        {
            if (dirty.TryGetValue(key, out var causes))
            {
                causes.Join(cause);
                return;
            }
            dirty[key] = new Causes(cause);
            if (!inWork.Contains(key)) ready.Writer.TryWrite(key);
        }
    }

    /// <summary>Adds a key after a delay; an earlier time for the same key wins.</summary>
    public void AddAfter(ObjectName key, TimeSpan delay, Cause cause)
    {
        if (delay <= TimeSpan.Zero) Add(key, cause);
        else delays.Add(key, delay, cause);
    }

    /// <summary>Adds a key after its back-off, which grows with each call until <see cref="Forget"/>.</summary>
    /// <returns>The delay.</returns>
    public TimeSpan AddRateLimited(ObjectName key, Cause cause)
    {
        TimeSpan delay;
        lock (gate) delay = BackOff.Delay(failures[key] = failures.GetValueOrDefault(key) + 1, baseDelay, maxDelay);
        AddAfter(key, delay, cause);
        return delay;
    }

    /// <summary>The key succeeded: its back-off starts anew.</summary>
    public void Forget(ObjectName key)
    {
        lock (gate) failures.Remove(key);
    }

    /// <summary>Takes the next key; waits for one.</summary>
    /// <exception cref="ChannelClosedException">The queue was disposed of.</exception>
    public async ValueTask<WorkItem> TakeAsync(CancellationToken cancellationToken)
    {
        var key = await ready.Reader.ReadAsync(cancellationToken);
        lock (gate)
        {
            inWork.Add(key);
            dirty.Remove(key, out var causes);
            return new WorkItem(key, causes!.ToList());
        }
    }

    /// <summary>The work on a key that was taken is over, well or not.</summary>
    public void Done(ObjectName key)
    {
        lock (gate)
        {
            if (inWork.Remove(key) && dirty.ContainsKey(key)) ready.Writer.TryWrite(key);
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        delays.Dispose();
        ready.Writer.TryComplete();
    }
}
