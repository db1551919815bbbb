using DuckBus.Model.Meta;
using DuckBus.Model.Schema;

namespace DuckBus.Model.Core;

/// <summary>A container that waits to run.</summary>
public sealed record ContainerStateWaiting : Extensible
{
    /// <summary>Why the container is not yet running: ContainerCreating, ErrImagePull, CrashLoopBackOff, …</summary>
    [Proto(1)]
    public string? Reason { get; init; }

    /// <summary>Why the container is not yet running, for people.</summary>
    [Proto(2)]
    public string? Message { get; init; }
}
