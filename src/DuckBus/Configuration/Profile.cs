namespace DuckBus.Configuration;

/// <summary>The timings of a cluster, in one place.</summary>
internal sealed record Profile
{
    /// <summary>Time between two heartbeats of a node.</summary>
    public required TimeSpan Heartbeat { get; init; }

    /// <summary>How long a node may be silent before it counts as NotReady; also how long its lease lasts.</summary>
    public required TimeSpan NodeGrace { get; init; }

    /// <summary>How long a standby waits after the leader was last heard of.</summary>
    public required TimeSpan LeaderLease { get; init; }

    /// <summary>How long the pods of a lost node are left to it.</summary>
    public required TimeSpan EvictionDelay { get; init; }

    /// <summary>Time between two full lists of an informer and of a kubelet.</summary>
    public required TimeSpan Resync { get; init; }

    /// <summary>The first wait before a crashing container is started again; it doubles.</summary>
    public required TimeSpan CrashBackoff { get; init; }

    /// <summary>The longest wait before a crashing container is started again.</summary>
    public required TimeSpan CrashBackoffMax { get; init; }

    /// <summary>The first wait before an image is pulled again; it doubles.</summary>
    public required TimeSpan PullBackoff { get; init; }

    /// <summary>Quick enough to be watched.</summary>
    public static Profile Stage { get; } = new()
    {
        Heartbeat = TimeSpan.FromSeconds(1),
        NodeGrace = TimeSpan.FromSeconds(4),
        LeaderLease = TimeSpan.FromSeconds(4),
        EvictionDelay = TimeSpan.Zero,
        Resync = TimeSpan.FromSeconds(5),
        CrashBackoff = TimeSpan.FromSeconds(1),
        CrashBackoffMax = TimeSpan.FromMinutes(5),
        PullBackoff = TimeSpan.FromSeconds(1),
    };

    /// <summary>The defaults of Kubernetes.</summary>
    public static Profile Kubernetes { get; } = new()
    {
        Heartbeat = TimeSpan.FromSeconds(10),
        NodeGrace = TimeSpan.FromSeconds(40),
        LeaderLease = TimeSpan.FromSeconds(15),
        EvictionDelay = TimeSpan.FromSeconds(300),
        Resync = TimeSpan.FromSeconds(60),
        CrashBackoff = TimeSpan.FromSeconds(10),
        CrashBackoffMax = TimeSpan.FromMinutes(5),
        PullBackoff = TimeSpan.FromSeconds(10),
    };

    /// <summary>The profile of a name.</summary>
    public static Profile Of(ProfileName name) => name == ProfileName.Kubernetes ? Kubernetes : Stage;
}
