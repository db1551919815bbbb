using DuckBus.Model.Core.Volumes;
using DuckBus.Model.Meta;
using DuckBus.Model.Schema;
using DuckBus.Model.Values;

namespace DuckBus.Model.Core;

/// <summary>ContainerStatus contains details for the current status of a container.</summary>
public sealed record ContainerStatus : Extensible
{
    /// <summary>Name of the container.</summary>
    [Proto(1), Required]
    public string Name { get; init; } = "";

    /// <summary>Details about the container's current condition.</summary>
    [Proto(2)]
    public ContainerState? State { get; init; }

    /// <summary>Details about the container's last termination.</summary>
    [Proto(3)]
    public ContainerState? LastState { get; init; }

    /// <summary>Whether the container passes its readiness check.</summary>
    [Proto(4), Required]
    public bool Ready { get; init; }

    /// <summary>How often the container has been restarted.</summary>
    [Proto(5), Required]
    public int RestartCount { get; init; }

    /// <summary>The image the container is running.</summary>
    [Proto(6), Required]
    public string Image { get; init; } = "";

    /// <summary>The image id of the container's image.</summary>
    [Proto(7), Required]
    public string ImageID { get; init; } = "";

    /// <summary>The container's id: <c>docker://…</c>.</summary>
    [Proto(8)]
    public string? ContainerID { get; init; }

    /// <summary>Whether the container has finished its postStart hook and passed its startup probe.</summary>
    [Proto(9)]
    public bool? Started { get; init; }

    /// <summary>What the node has set aside for the container.</summary>
    [Proto(10)]
    public IReadOnlyDictionary<string, Quantity>? AllocatedResources { get; init; }

    /// <summary>The requests and limits that are in force.</summary>
    [Proto(11)]
    public ResourceRequirements? Resources { get; init; }

    /// <summary>The mounts as they came to be.</summary>
    [Proto(12), MergeKey("mountPath")]
    public IReadOnlyList<VolumeMountStatus>? VolumeMounts { get; init; }

    /// <summary>As whom the container runs.</summary>
    [Proto(13)]
    public ContainerUser? User { get; init; }

    /// <summary>The health of the container's devices.</summary>
    [Proto(14), MergeKey("name")]
    public IReadOnlyList<ResourceStatus>? AllocatedResourcesStatus { get; init; }

    /// <summary>The signal that stops the container.</summary>
    [Proto(15)]
    public string? StopSignal { get; init; }
}
