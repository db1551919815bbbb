using DuckBus.Model.Meta;

namespace DuckBus.Model.Core;

/// <summary>ContainerStatus contains details for the current status of a container.</summary>
public sealed record ContainerStatus : Extensible
{
    /// <summary>Name of the container.</summary>
    public string Name { get; init; } = "";

    /// <summary>Details about the container's current condition.</summary>
    public ContainerState? State { get; init; }

    /// <summary>Details about the container's last termination.</summary>
    public ContainerState? LastState { get; init; }

    /// <summary>Whether the container passes its readiness check.</summary>
    public bool Ready { get; init; }

    /// <summary>How often the container has been restarted.</summary>
    public int RestartCount { get; init; }

    /// <summary>The image the container is running.</summary>
    public string Image { get; init; } = "";

    /// <summary>The image id of the container's image.</summary>
    public string ImageID { get; init; } = "";

    /// <summary>The container's id: <c>docker://…</c>.</summary>
    public string? ContainerID { get; init; }

    /// <summary>Whether the container has finished its postStart hook and passed its startup probe.</summary>
    public bool? Started { get; init; }
}
