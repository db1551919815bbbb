using DuckBus.Model.Meta;

namespace DuckBus.Model.Core;

/// <summary>A container that waits to run.</summary>
public sealed record ContainerStateWaiting : Extensible
{
    /// <summary>Why the container is not yet running: ContainerCreating, ErrImagePull, CrashLoopBackOff, …</summary>
    public string? Reason { get; init; }

    /// <summary>Why the container is not yet running, for people.</summary>
    public string? Message { get; init; }
}
