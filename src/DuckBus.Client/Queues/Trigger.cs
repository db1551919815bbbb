namespace DuckBus.Client.Queues;

/// <summary>What set a reconcile off. A tag on its span, a label on its metric and a word in its log line.</summary>
public enum Trigger
{
    /// <summary>A change that came over the bus.</summary>
    Event = 0,

    /// <summary>The periodic full list: what the bus did not tell.</summary>
    Resync = 1,

    /// <summary>The reconcile before failed, or asked to be called again later.</summary>
    Retry = 2,

    /// <summary>The container runtime reported something (kubelet).</summary>
    Runtime = 3,
}
