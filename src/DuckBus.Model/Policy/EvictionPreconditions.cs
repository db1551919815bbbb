using DuckBus.Model.Meta;
using DuckBus.Model.Schema;

namespace DuckBus.Model.Policy;

/// <summary>EvictionPreconditions is what must hold for a pod to be evicted.</summary>
public sealed record EvictionPreconditions : Extensible
{
    /// <summary>The identity in time that the pod must have.</summary>
    [Proto(1)]
    public string? Uid { get; init; }

    /// <summary>The resourceVersion that the pod must have.</summary>
    [Proto(2)]
    public string? ResourceVersion { get; init; }
}
