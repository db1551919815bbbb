using DuckBus.Model.Meta;

namespace DuckBus.Model.Core;

/// <summary>PodSpec is a description of a pod.</summary>
public sealed record PodSpec : Extensible
{
    /// <summary>List of containers belonging to the pod. There must be at least one. Cannot be updated, except images.</summary>
    public IReadOnlyList<Container> Containers { get; init; } = [];

    /// <summary>Containers that run to completion, in order, before the others start.</summary>
    public IReadOnlyList<Container>? InitContainers { get; init; }

    /// <summary>Containers that were added to the running pod for inspection, through the <c>ephemeralcontainers</c> subresource.</summary>
    public IReadOnlyList<EphemeralContainer>? EphemeralContainers { get; init; }

    /// <summary>Restart policy for all containers within the pod: Always (the default), OnFailure or Never.</summary>
    public string? RestartPolicy { get; init; }

    /// <summary>Seconds the pod needs to terminate gracefully; 30 unless given.</summary>
    public long? TerminationGracePeriodSeconds { get; init; }

    /// <summary>Seconds the pod may be active on a node before it is failed and its containers are killed.</summary>
    public long? ActiveDeadlineSeconds { get; init; }

    /// <summary>Labels that the node must have.</summary>
    public IReadOnlyDictionary<string, string>? NodeSelector { get; init; }

    /// <summary>The node that the pod runs on. Set by the scheduler through a binding.</summary>
    public string? NodeName { get; init; }

    /// <summary>The taints that the pod tolerates.</summary>
    public IReadOnlyList<Toleration>? Tolerations { get; init; }

    /// <summary>The scheduler that places the pod; <c>default-scheduler</c> unless given.</summary>
    public string? SchedulerName { get; init; }

    /// <summary>The hostname of the pod; its name unless given.</summary>
    public string? Hostname { get; init; }

    /// <summary>Use the node's network namespace.</summary>
    public bool? HostNetwork { get; init; }

    /// <summary>How names are resolved; ClusterFirst unless given.</summary>
    public string? DnsPolicy { get; init; }

    /// <summary>The account that the pod runs as.</summary>
    public string? ServiceAccountName { get; init; }

    /// <summary>All containers of the pod: those that prepare it, its own, and those that were added to look on.</summary>
    public IEnumerable<Container> AllContainers() => [.. InitContainers ?? [], .. Containers, .. EphemeralContainers ?? []];
}
