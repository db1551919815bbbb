namespace DuckBus.Push.Commands;

/// <summary>How a command ended.</summary>
public enum Outcome
{
    /// <summary>Done.</summary>
    Done = 0,

    /// <summary>There is a container of that name on the node.</summary>
    AlreadyRuns = 1,

    /// <summary>The node tried and failed.</summary>
    Failed = 2,
}
