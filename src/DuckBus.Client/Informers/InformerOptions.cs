namespace DuckBus.Client.Informers;

/// <summary>How informers learn of changes.</summary>
public sealed record InformerOptions
{
    /// <summary><c>bus</c>: events, and a resync as the safety net. <c>poll</c>: the resync alone.</summary>
    public SyncMode Sync { get; init; } = SyncMode.Bus;

    /// <summary>
    /// Time between two full lists, give or take a tenth; half of it while the bus is down, so that a change that passes three
    /// parts on its way (controller, scheduler, kubelet) arrives within two periods. 5 s in the stage profile.
    /// </summary>
    public TimeSpan Resync { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// How long a periodic list is held back for events that are on their way, so that the resync takes only what the bus
    /// did not tell. Not while the bus is down.
    /// </summary>
    public TimeSpan EventHeadStart { get; init; } = TimeSpan.FromMilliseconds(200);

    /// <summary>Log when the API server is gone and when it is back. Not for a part that finds and tells it by itself.</summary>
    public bool TellOutages { get; init; } = true;
}
