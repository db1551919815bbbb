namespace DuckBus.Store;

/// <summary>How a write ended.</summary>
public enum CommitOutcome
{
    /// <summary>The write is durable.</summary>
    Committed = 0,

    /// <summary>An object of that key exists.</summary>
    AlreadyExists = 1,

    /// <summary>There is no object of that key.</summary>
    NotFound = 2,

    /// <summary>The object has another revision than expected.</summary>
    Conflict = 3,
}
