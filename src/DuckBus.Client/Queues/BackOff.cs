namespace DuckBus.Client.Queues;

/// <summary>How long each key waits after its n-th failure in a row: the base, doubled n-1 times, up to the longest.</summary>
internal sealed class BackOff(TimeSpan baseDelay, TimeSpan maxDelay)
{
    private readonly Dictionary<ObjectName, int> failures = [];

    public TimeSpan Next(ObjectName key)
    {
        var before = failures.GetValueOrDefault(key);
        failures[key] = before + 1;
        return Delay(baseDelay, maxDelay, before);
    }

    public void Forget(ObjectName key) => failures.Remove(key);

    public static TimeSpan Delay(TimeSpan baseDelay, TimeSpan maxDelay, int failures) =>
        TimeSpan.FromTicks((long)Math.Min(maxDelay.Ticks, baseDelay.Ticks * Math.Pow(2, failures)));
}
