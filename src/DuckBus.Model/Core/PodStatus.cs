using DuckBus.Model.Meta;
using DuckBus.Model.Schema;

namespace DuckBus.Model.Core;

/// <summary>PodStatus represents information about the status of a pod.</summary>
public sealed record PodStatus : Extensible
{
    /// <summary>Pending, Running, Succeeded, Failed or Unknown.</summary>
    [Proto(1), Values("Pending", "Running", "Succeeded", "Failed", "Unknown")]
    public string? Phase { get; init; }

    /// <summary>PodScheduled, Initialized, ContainersReady and Ready.</summary>
    [Proto(2), MergeKey("type")]
    public IReadOnlyList<PodCondition>? Conditions { get; init; }

    /// <summary>Why the pod is in this condition, for people.</summary>
    [Proto(3)]
    public string? Message { get; init; }

    /// <summary>Why the pod is in this condition, in CamelCase, e.g. 'NodeLost'.</summary>
    [Proto(4)]
    public string? Reason { get; init; }

    /// <summary>IP address of the host to which the pod is assigned.</summary>
    [Proto(5)]
    public string? HostIP { get; init; }

    /// <summary>IP address allocated to the pod.</summary>
    [Proto(6)]
    public string? PodIP { get; init; }

    /// <summary>The IP addresses allocated to the pod.</summary>
    [Proto(12), MergeKey("ip")]
    public IReadOnlyList<PodIP>? PodIPs { get; init; }

    /// <summary>When the kubelet acknowledged the pod, before images are pulled.</summary>
    [Proto(7)]
    public DateTimeOffset? StartTime { get; init; }

    /// <summary>Statuses of the init containers.</summary>
    [Proto(10)]
    public IReadOnlyList<ContainerStatus>? InitContainerStatuses { get; init; }

    /// <summary>One entry per container.</summary>
    [Proto(8)]
    public IReadOnlyList<ContainerStatus>? ContainerStatuses { get; init; }

    /// <summary>Statuses of the ephemeral containers.</summary>
    [Proto(13)]
    public IReadOnlyList<ContainerStatus>? EphemeralContainerStatuses { get; init; }

    /// <summary>The Quality of Service class: Guaranteed, Burstable or BestEffort.</summary>
    [Proto(9), Values("Guaranteed", "Burstable", "BestEffort")]
    public string? QosClass { get; init; }

    /// <summary>The generation of the spec that this status was computed from.</summary>
    [Proto(17)]
    public long? ObservedGeneration { get; init; }

    /// <summary>The node on which room is being made for the pod.</summary>
    [Proto(11)]
    public string? NominatedNodeName { get; init; }

    /// <summary>The addresses of the node.</summary>
    [Proto(16), MergeKey("ip", Keys = [])]
    public IReadOnlyList<HostIP>? HostIPs { get; init; }

    /// <summary>How far a change of the resources is. Deprecated.</summary>
    [Proto(14), Values("Proposed", "InProgress", "Deferred", "Infeasible")]
    public string? Resize { get; init; }

    /// <summary>The claims that were made for the pod.</summary>
    [Proto(15), MergeKey("name"), RetainKeys]
    public IReadOnlyList<PodResourceClaimStatus>? ResourceClaimStatuses { get; init; }
}
