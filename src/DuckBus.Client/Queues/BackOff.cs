namespace DuckBus.Client.Queues;

/// <summary>How long each key waits after its n-th failure in a row: the base, doubled n-1 times, up to the longest.</summary>
internal sealed class BackOff(TimeSpan baseDelay, TimeSpan maxDelay)
{
    private readonly Dictionary<ObjectName, int> _failures = [];

    public TimeSpan Next(ObjectName key)
    {
        var failures = _failures.GetValueOrDefault(key);
        _failures[key] = failures + 1;
        return Delay(baseDelay, maxDelay, failures);
    }

    public void Forget(ObjectName key) => _failures.Remove(key);

    public static TimeSpan Delay(TimeSpan baseDelay, TimeSpan maxDelay, int failures) =>
        TimeSpan.FromTicks((long)Math.Min(maxDelay.Ticks, baseDelay.Ticks * Math.Pow(2, failures)));
}
