namespace DuckBus.Client.Queues;

/// <summary>A key taken from the queue, with all causes that came together while it waited.</summary>
/// <param name="Key">The object to reconcile.</param>
/// <param name="Causes">At least one; the first is the one that the reconcile's span continues, the others become links.</param>
public sealed record WorkItem(ObjectName Key, IReadOnlyList<Cause> Causes);
