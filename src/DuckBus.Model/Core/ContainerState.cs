using DuckBus.Model.Meta;
using DuckBus.Model.Schema;

namespace DuckBus.Model.Core;

/// <summary>ContainerState holds one of the possible states of a container.</summary>
public sealed record ContainerState : Extensible
{
    /// <summary>Details about a waiting container.</summary>
    [Proto(1)]
    public ContainerStateWaiting? Waiting { get; init; }

    /// <summary>Details about a running container.</summary>
    [Proto(2)]
    public ContainerStateRunning? Running { get; init; }

    /// <summary>Details about a terminated container.</summary>
    [Proto(3)]
    public ContainerStateTerminated? Terminated { get; init; }
}
