using DuckBus.Model.Meta;

namespace DuckBus.Model.Core;

/// <summary>PodStatus represents information about the status of a pod.</summary>
public sealed record PodStatus : Extensible
{
    /// <summary>Pending, Running, Succeeded, Failed or Unknown.</summary>
    public string? Phase { get; init; }

    /// <summary>PodScheduled, Initialized, ContainersReady and Ready.</summary>
    public IReadOnlyList<Condition>? Conditions { get; init; }

    /// <summary>Why the pod is in this condition, for people.</summary>
    public string? Message { get; init; }

    /// <summary>Why the pod is in this condition, in CamelCase, e.g. 'NodeLost'.</summary>
    public string? Reason { get; init; }

    /// <summary>IP address of the host to which the pod is assigned.</summary>
    public string? HostIP { get; init; }

    /// <summary>IP address allocated to the pod.</summary>
    public string? PodIP { get; init; }

    /// <summary>The IP addresses allocated to the pod.</summary>
    public IReadOnlyList<PodIP>? PodIPs { get; init; }

    /// <summary>When the kubelet acknowledged the pod, before images are pulled.</summary>
    public DateTimeOffset? StartTime { get; init; }

    /// <summary>Statuses of the init containers.</summary>
    public IReadOnlyList<ContainerStatus>? InitContainerStatuses { get; init; }

    /// <summary>One entry per container.</summary>
    public IReadOnlyList<ContainerStatus>? ContainerStatuses { get; init; }

    /// <summary>Statuses of the ephemeral containers.</summary>
    public IReadOnlyList<ContainerStatus>? EphemeralContainerStatuses { get; init; }

    /// <summary>The Quality of Service class: Guaranteed, Burstable or BestEffort.</summary>
    public string? QosClass { get; init; }

    /// <summary>The generation of the spec that this status was computed from.</summary>
    public long? ObservedGeneration { get; init; }
}
