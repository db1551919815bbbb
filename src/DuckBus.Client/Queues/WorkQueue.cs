using System.Threading.Channels;

namespace DuckBus.Client.Queues;

/// <summary>
/// The rate-limited work queue of Kubernetes: a key is in it at most once, is never worked on twice at the same time, and
/// comes back after an exponential back-off when it failed. It holds keys, never payloads.
/// </summary>
public sealed class WorkQueue : IDisposable
{
    private readonly Lock _lock = new();
    private readonly BackOff _backOff;
    private readonly Delays _delays;

    // A key is "dirty" from being added until it is taken, and "in work" from being taken until it is done.
    // Only a key that is dirty and not in work stands in the channel, and once.
    private readonly Channel<ObjectName> _ready = Channel.CreateUnbounded<ObjectName>();
    private readonly Dictionary<ObjectName, Causes> _dirty = [];
    private readonly HashSet<ObjectName> _inWork = [];

    /// <summary>Creates an empty queue.</summary>
    /// <param name="time">The clock of the delays.</param>
    /// <param name="baseDelay">The first back-off; doubles with each failure.</param>
    /// <param name="maxDelay">The longest back-off.</param>
    public WorkQueue(TimeProvider time, TimeSpan baseDelay, TimeSpan maxDelay)
    {
        _backOff = new BackOff(baseDelay, maxDelay);
        _delays = new Delays(time, Add);
    }

    /// <summary>How many keys wait to be taken, not counting delayed ones.</summary>
    public int Depth => _ready.Reader.Count;

    /// <summary>Adds a key now. If it waits already the causes are joined; if it is being worked on it comes again afterwards.</summary>
    public void Add(ObjectName key, Cause cause)
    {
        lock (_lock)
        {
            if (_dirty.TryGetValue(key, out var causes))
            {
                causes.Join(cause);
                return;
            }
            _dirty[key] = new Causes(cause);
            if (!_inWork.Contains(key)) _ready.Writer.TryWrite(key);
        }
    }

    /// <summary>Adds a key after a delay; an earlier time for the same key wins.</summary>
    public void AddAfter(ObjectName key, TimeSpan delay, Cause cause)
    {
        if (delay <= TimeSpan.Zero) Add(key, cause);
        else _delays.Add(key, delay, cause);
    }

    /// <summary>Adds a key after its back-off, which grows with each call until <see cref="Forget"/>.</summary>
    /// <returns>The delay.</returns>
    public TimeSpan AddRateLimited(ObjectName key, Cause cause)
    {
        TimeSpan delay;
        lock (_lock) delay = _backOff.Next(key);
        AddAfter(key, delay, cause);
        return delay;
    }

    /// <summary>The key succeeded: its back-off starts anew.</summary>
    public void Forget(ObjectName key)
    {
        lock (_lock) _backOff.Forget(key);
    }

    /// <summary>Takes the next key; waits for one.</summary>
    /// <exception cref="ChannelClosedException">The queue was disposed of.</exception>
    public async ValueTask<WorkItem> TakeAsync(CancellationToken cancellationToken)
    {
        var key = await _ready.Reader.ReadAsync(cancellationToken);
        lock (_lock)
        {
            _inWork.Add(key);
            _dirty.Remove(key, out var causes);
            return new WorkItem(key, causes!.ToList());
        }
    }

    /// <summary>The work on a key that was taken is over, well or not.</summary>
    public void Done(ObjectName key)
    {
        lock (_lock)
        {
            if (_inWork.Remove(key) && _dirty.ContainsKey(key)) _ready.Writer.TryWrite(key);
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _delays.Dispose();
        _ready.Writer.TryComplete();
    }
}
