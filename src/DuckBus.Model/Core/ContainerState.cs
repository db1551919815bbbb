using DuckBus.Model.Meta;

namespace DuckBus.Model.Core;

/// <summary>ContainerState holds one of the possible states of a container.</summary>
public sealed record ContainerState : Extensible
{
    /// <summary>Details about a waiting container.</summary>
    public ContainerStateWaiting? Waiting { get; init; }

    /// <summary>Details about a running container.</summary>
    public ContainerStateRunning? Running { get; init; }

    /// <summary>Details about a terminated container.</summary>
    public ContainerStateTerminated? Terminated { get; init; }
}
