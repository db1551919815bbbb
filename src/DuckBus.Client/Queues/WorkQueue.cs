namespace DuckBus.Client.Queues;

/// <summary>
/// The rate-limited work queue of Kubernetes: a key is in it at most once, is never worked on twice at the same time, and
/// comes back after an exponential back-off when it failed. It holds keys, never payloads.
/// </summary>
/// <param name="time">The clock of the delays.</param>
/// <param name="baseDelay">The first back-off; doubles with each failure.</param>
/// <param name="maxDelay">The longest back-off.</param>
public sealed class WorkQueue(TimeProvider time, TimeSpan baseDelay, TimeSpan maxDelay) : IDisposable
{
    /// <summary>How many keys wait to be taken, not counting delayed ones.</summary>
    public int Depth => throw new NotImplementedException();

    /// <summary>Adds a key now. If it waits already the causes are joined; if it is being worked on it comes again afterwards.</summary>
    public void Add(ObjectName key, Cause cause) => throw new NotImplementedException();

    /// <summary>Adds a key after a delay; an earlier time for the same key wins.</summary>
    public void AddAfter(ObjectName key, TimeSpan delay, Cause cause) => throw new NotImplementedException();

    /// <summary>Adds a key after its back-off, which grows with each call until <see cref="Forget"/>.</summary>
    /// <returns>The delay.</returns>
    public TimeSpan AddRateLimited(ObjectName key, Cause cause) => throw new NotImplementedException();

    /// <summary>The key succeeded: its back-off starts anew.</summary>
    public void Forget(ObjectName key) => throw new NotImplementedException();

    /// <summary>Takes the next key; waits for one.</summary>
    public ValueTask<WorkItem> TakeAsync(CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>The work on a key that was taken is over, well or not.</summary>
    public void Done(ObjectName key) => throw new NotImplementedException();

    /// <inheritdoc />
    public void Dispose() => throw new NotImplementedException();
}
