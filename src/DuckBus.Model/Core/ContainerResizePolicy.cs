using DuckBus.Model.Meta;
using DuckBus.Model.Schema;

namespace DuckBus.Model.Core;

/// <summary>ContainerResizePolicy says whether a container is restarted when its resources change.</summary>
public sealed record ContainerResizePolicy : Extensible
{
    /// <summary>cpu or memory.</summary>
    [Proto(1), Required, Values("cpu", "memory")]
    public string ResourceName { get; init; } = "";

    /// <summary>NotRequired or RestartContainer.</summary>
    [Proto(2), Required, Values("NotRequired", "RestartContainer")]
    public string RestartPolicy { get; init; } = "";
}
