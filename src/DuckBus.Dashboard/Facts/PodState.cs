namespace DuckBus.Dashboard.Facts;

/// <summary>What a pod is doing, in the few words that an audience can tell apart.</summary>
public enum PodState
{
    /// <summary>Declared, and on no node yet.</summary>
    Waiting = 0,

    /// <summary>On a node that prepares or starts its containers.</summary>
    Starting,

    /// <summary>Its containers run; it does not take work yet.</summary>
    Running,

    /// <summary>Runs and takes work.</summary>
    Ready,

    /// <summary>A container ended that should run; it is started again.</summary>
    Crashed,

    /// <summary>It cannot start: an image that is not there, a wrong setting.</summary>
    Stuck,

    /// <summary>Somebody asked for its deletion.</summary>
    Stopping,

    /// <summary>Has run to its end, well.</summary>
    Done,

    /// <summary>Has run to its end, badly.</summary>
    Failed,

    /// <summary>Its node is silent; nobody knows.</summary>
    Lost,

    /// <summary>No more.</summary>
    Gone,
}
