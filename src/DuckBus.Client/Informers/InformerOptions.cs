namespace DuckBus.Client.Informers;

/// <summary>How informers learn of changes.</summary>
public sealed record InformerOptions
{
    /// <summary><c>bus</c>: events, and a resync as the safety net. <c>poll</c>: the resync alone.</summary>
    public SyncMode Sync { get; init; } = SyncMode.Bus;

    /// <summary>Time between two full lists, give or take a tenth. 5 s in the stage profile.</summary>
    public TimeSpan Resync { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Log when the API server is gone and when it is back. Not for a part that finds and tells it by itself.</summary>
    public bool TellOutages { get; init; } = true;
}
