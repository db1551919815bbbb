namespace DuckBus.Store;

/// <summary>The change log no longer reaches back to the revision asked for.</summary>
/// <param name="asked">The revision asked for.</param>
/// <param name="horizon">The highest revision that was dropped.</param>
public sealed class CompactedException(long asked, long horizon)
    : Exception($"changes after revision {asked} are no longer kept; the log starts after {horizon}")
{
    /// <summary>The highest revision that was dropped.</summary>
    public long Horizon { get; } = horizon;
}
