namespace DuckBus.Client.Queues;

/// <summary>Triggers as people read them in logs, spans and metrics.</summary>
public static class TriggerWords
{
    /// <summary><c>event</c>, <c>resync</c>, <c>retry</c> or <c>runtime</c>.</summary>
    public static string Word(this Trigger trigger) => trigger switch
    {
        Trigger.Event => "event",
        Trigger.Resync => "resync",
        Trigger.Retry => "retry",
        _ => "runtime",
    };
}
