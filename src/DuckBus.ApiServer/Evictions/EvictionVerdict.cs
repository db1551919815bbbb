namespace DuckBus.ApiServer.Evictions;

/// <summary>How a pod leaves that is to be evicted.</summary>
internal enum EvictionVerdict
{
    /// <summary>No budget has a say: it ended already, it never ran, or it was not ready anyway.</summary>
    Free = 0,

    /// <summary>It costs its budget a disruption.</summary>
    Spend = 1,
}
