using DuckBus.Model.Meta;

namespace DuckBus.Model.Core;

/// <summary>A running container.</summary>
public sealed record ContainerStateRunning : Extensible
{
    /// <summary>When the container was last (re-)started.</summary>
    public DateTimeOffset? StartedAt { get; init; }
}
