using DuckBus.Model.Meta;
using DuckBus.Model.Schema;

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
}
