namespace DuckBus.Controllers.Garbage;

/// <summary>How it stands with an owner that an object names.</summary>
public enum OwnerState
{
    /// <summary>It is there.</summary>
    Present = 0,

    /// <summary>It is gone: no object has its uid any more.</summary>
    Gone = 1,

    /// <summary>It is being deleted in the foreground and waits for its dependents to go first.</summary>
    Waiting = 2,
}
