using DuckBus.Model.Meta;
using DuckBus.Model.Schema;

namespace DuckBus.Model.Core;

/// <summary>A running container.</summary>
public sealed record ContainerStateRunning : Extensible
{
    /// <summary>When the container was last (re-)started.</summary>
    [Proto(1)]
    public DateTimeOffset? StartedAt { get; init; }
}
