using DuckBus.Client.Informers;
using DuckBus.Controllers.Nodes;
using DuckBus.Model.Core;

namespace DuckBus.Controllers;

/// <summary>How the controllers work. The defaults are those of the stage profile.</summary>
public sealed record ControllerOptions
{
    /// <summary>The timings of Kubernetes: 40 s of grace, eviction after 300 s.</summary>
    public static ControllerOptions Kubernetes { get; } = new()
    {
        NodeGrace = TimeSpan.FromSeconds(40),
        HeartbeatCheck = TimeSpan.FromSeconds(5),
        EvictionTimeout = TimeSpan.FromSeconds(300),
        NotReadyTimeout = TimeSpan.FromSeconds(300),
        TerminatedPodThreshold = 12500,
        LeaseDuration = TimeSpan.FromSeconds(15),
    };

    /// <summary>How changes are learned: <c>bus</c> or <c>poll</c>.</summary>
    public SyncMode Sync { get; init; } = SyncMode.Bus;

    /// <summary>Time between two full lists.</summary>
    public TimeSpan Resync { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long a node's lease may stand still before the node counts as lost.</summary>
    public TimeSpan NodeGrace { get; init; } = TimeSpan.FromSeconds(4);

    /// <summary>How often the leases are looked at; also whenever a grace period is over.</summary>
    public TimeSpan HeartbeatCheck { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How long pods that say nothing about it stay on a lost node.</summary>
    public TimeSpan EvictionTimeout { get; init; } = TimeSpan.Zero;

    /// <summary>How long pods that say nothing about it stay on a node that itself says that it is not ready.</summary>
    public TimeSpan NotReadyTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How many pods that have run to their end are kept; the oldest beyond are deleted.</summary>
    public int TerminatedPodThreshold { get; init; } = 500;

    /// <summary>Time between two sweeps for finished pods.</summary>
    public TimeSpan Sweep { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Whether several instances agree on one that works. Off: this one works at once.</summary>
    public bool LeaderElection { get; init; } = true;

    /// <summary>Who this instance is among several; a unique name is made up if this is null.</summary>
    public string? Identity { get; init; }

    /// <summary>How long the others wait after the leader was last heard of.</summary>
    public TimeSpan LeaseDuration { get; init; } = TimeSpan.FromSeconds(4);

    /// <summary>How long a taint is borne by pods that say nothing about it.</summary>
    internal TimeSpan EvictionTimeoutFor(Taint taint) => taint.Key switch
    {
        NodeVerdict.Unreachable => EvictionTimeout,
        NodeVerdict.NotReady => NotReadyTimeout,
        _ => TimeSpan.Zero,
    };
}
