using DuckBus.Client.Informers;
using DuckBus.Gateway;

namespace DuckBus.Kubelet;

/// <summary>How a node agent works. The defaults are the stage profile.</summary>
public sealed record KubeletOptions
{
    /// <summary>The name of the node, a DNS label.</summary>
    public required string NodeName { get; init; }

    /// <summary>The cluster, the label by which its containers are told from those of others on the same engine.</summary>
    public string Cluster { get; init; } = "duckbus";

    /// <summary>The addresses of services, among which is the cluster's name server; null where pods reach no services.</summary>
    public ServiceRange? Services { get; init; }

    /// <summary>The domain below which the names of the cluster are.</summary>
    public string ClusterDomain { get; init; } = "cluster.local";

    /// <summary>Where the checkpoint is kept; null keeps none.</summary>
    public string? DataDirectory { get; init; }

    /// <summary>Where the kubelet serves logs, health and metrics. Port 0 takes a free one, which the node's status tells.</summary>
    public string ListenUrl { get; init; } = "http://127.0.0.1:0";

    /// <summary>The address by which others reach this node; null takes the host of <see cref="ListenUrl"/>, or one of this machine if that means all.</summary>
    public string? NodeAddress { get; init; }

    /// <summary>Labels of the node, next to those that Kubernetes always sets.</summary>
    public IReadOnlyDictionary<string, string> Labels { get; init; } = new Dictionary<string, string>();

    /// <summary>Time between two renewals of the node's lease.</summary>
    public TimeSpan Heartbeat { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How long the lease lasts without renewal.</summary>
    public TimeSpan LeaseDuration { get; init; } = TimeSpan.FromSeconds(4);

    /// <summary>How the kubelet learns of its pods.</summary>
    public SyncMode Sync { get; init; } = SyncMode.Bus;

    /// <summary>Time between two full lists, of pods from the API and of containers from the runtime.</summary>
    public TimeSpan Resync { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>The wait before the second restart of a crashing container (the first is at once); doubles with each.</summary>
    public TimeSpan CrashBackoff { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The longest wait between two restarts.</summary>
    public TimeSpan CrashBackoffMax { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>A container that ran this long is no longer thought to be crashing.</summary>
    public TimeSpan CrashBackoffReset { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>The wait before an image is pulled again after a failure; doubles with each.</summary>
    public TimeSpan PullBackoff { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The longest wait between two pulls.</summary>
    public TimeSpan PullBackoffMax { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>The longest time between two looks at the node's object.</summary>
    public TimeSpan NodeStatusPeriod { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Processors that pods may use; null for the machine's.</summary>
    public decimal? Cpu { get; init; }

    /// <summary>Memory in bytes that pods may use; null for the machine's.</summary>
    public long? MemoryBytes { get; init; }

    /// <summary>How many pods fit on the node.</summary>
    public int MaxPods { get; init; } = 110;

    /// <summary>Remove all of the node's containers when the kubelet stops; else they stay, as in Kubernetes.</summary>
    public bool StopPodsOnExit { get; init; }
}
