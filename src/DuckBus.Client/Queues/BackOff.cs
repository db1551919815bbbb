namespace DuckBus.Client.Queues;

/// <summary>Exponential back-off with ratio two, as a function of how often something failed.</summary>
public static class BackOff
{
    /// <summary>The wait after so many failures in a row: none after zero, then the first, doubling up to the longest.</summary>
    public static TimeSpan Delay(int failures, TimeSpan first, TimeSpan longest)
    {
        if (failures <= 0) return TimeSpan.Zero;
        var seconds = first.TotalSeconds * Math.Pow(2, Math.Min(failures - 1, 40));
        return seconds >= longest.TotalSeconds ? longest : TimeSpan.FromSeconds(seconds);
    }
}
