using DuckBus.Model.Meta;
using DuckBus.Model.Schema;

namespace DuckBus.Model.Core;

/// <summary>PodSpec is a description of a pod.</summary>
public sealed record PodSpec : Extensible
{
    /// <summary>List of containers belonging to the pod. There must be at least one. Cannot be updated, except images.</summary>
    [Proto(2), MergeKey("name"), Required]
    public IReadOnlyList<Container> Containers { get; init; } = [];

    /// <summary>Containers that run to completion, in order, before the others start.</summary>
    [Proto(20), MergeKey("name")]
    public IReadOnlyList<Container>? InitContainers { get; init; }

    /// <summary>Restart policy for all containers within the pod: Always (the default), OnFailure or Never.</summary>
    [Proto(3), Values("Always", "OnFailure", "Never")]
    public string? RestartPolicy { get; init; }

    /// <summary>Seconds the pod needs to terminate gracefully; 30 unless given.</summary>
    [Proto(4)]
    public long? TerminationGracePeriodSeconds { get; init; }

    /// <summary>Seconds the pod may be active on a node before it is failed and its containers are killed.</summary>
    [Proto(5)]
    public long? ActiveDeadlineSeconds { get; init; }

    /// <summary>Labels that the node must have.</summary>
    [Proto(7), Atomic]
    public IReadOnlyDictionary<string, string>? NodeSelector { get; init; }

    /// <summary>The node that the pod runs on. Set by the scheduler through a binding.</summary>
    [Proto(10)]
    public string? NodeName { get; init; }

    /// <summary>The taints that the pod tolerates.</summary>
    [Proto(22)]
    public IReadOnlyList<Toleration>? Tolerations { get; init; }

    /// <summary>The scheduler that places the pod; <c>default-scheduler</c> unless given.</summary>
    [Proto(19)]
    public string? SchedulerName { get; init; }

    /// <summary>The hostname of the pod; its name unless given.</summary>
    [Proto(16)]
    public string? Hostname { get; init; }

    /// <summary>Use the node's network namespace.</summary>
    [Proto(11)]
    public bool? HostNetwork { get; init; }

    /// <summary>How names are resolved; ClusterFirst unless given.</summary>
    [Proto(6), Values("ClusterFirst", "ClusterFirstWithHostNet", "Default", "None"), NotActedOn("pods resolve names as the container runtime does", Unless = "ClusterFirst")]
    public string? DnsPolicy { get; init; }

    /// <summary>The account that the pod runs as.</summary>
    [Proto(8), NotActedOn("pods get no account's token", Unless = "default")]
    public string? ServiceAccountName { get; init; }
}
