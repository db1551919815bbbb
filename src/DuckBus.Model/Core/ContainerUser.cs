using DuckBus.Model.Meta;
using DuckBus.Model.Schema;

namespace DuckBus.Model.Core;

/// <summary>ContainerUser is as whom a container runs.</summary>
public sealed record ContainerUser : Extensible
{
    /// <summary>The ids, on Linux.</summary>
    [Proto(1)]
    public LinuxContainerUser? Linux { get; init; }
}
