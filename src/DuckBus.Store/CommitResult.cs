namespace DuckBus.Store;

/// <summary>The answer to a write.</summary>
/// <param name="Outcome">How it ended.</param>
/// <param name="Revision">If committed the revision of the change; on a conflict the object's current revision; else 0.</param>
public readonly record struct CommitResult(CommitOutcome Outcome, long Revision);
