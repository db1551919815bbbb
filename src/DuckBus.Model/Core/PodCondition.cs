using DuckBus.Model.Meta;
using DuckBus.Model.Schema;

namespace DuckBus.Model.Core;

/// <summary>A condition of a pod: PodScheduled, Initialized, ContainersReady, Ready, or one that a readiness gate asks for.</summary>
public sealed record PodCondition : Condition
{
    /// <summary>Last time the condition was probed.</summary>
    [Proto(3)]
    public DateTimeOffset? LastProbeTime { get; init; }

    /// <summary>The generation of the spec that the condition was computed from.</summary>
    [Proto(7)]
    public long? ObservedGeneration { get; init; }
}
