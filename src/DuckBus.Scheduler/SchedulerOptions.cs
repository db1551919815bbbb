using DuckBus.Client.Informers;

namespace DuckBus.Scheduler;

/// <summary>How the scheduler works. The defaults are those of the stage profile.</summary>
public sealed record SchedulerOptions
{
    /// <summary>How to choose among nodes: <c>round-robin</c> or <c>least-allocated</c>.</summary>
    public string Strategy { get; init; } = "round-robin";

    /// <summary>How changes are learned: <c>bus</c> or <c>poll</c>.</summary>
    public SyncMode Sync { get; init; } = SyncMode.Bus;

    /// <summary>Time between two full lists.</summary>
    public TimeSpan Resync { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Whether several instances agree on one that works. Off: this one works at once.</summary>
    public bool LeaderElection { get; init; } = true;

    /// <summary>Who this instance is among several; a unique name is made up if this is null.</summary>
    public string? Identity { get; init; }

    /// <summary>How long the others wait after the leader was last heard of.</summary>
    public TimeSpan LeaseDuration { get; init; } = TimeSpan.FromSeconds(4);
}
