namespace DuckBus.Client.Informers;

/// <summary>How informers learn of changes.</summary>
public enum SyncMode
{
    /// <summary>Events over the bus, and a resync as the safety net.</summary>
    Bus = 0,

    /// <summary>The resync alone: the classic polling design.</summary>
    Poll = 1,
}
