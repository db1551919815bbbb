using DuckBus.Model.Meta;
using DuckBus.Model.Schema;

namespace DuckBus.Model.Core;

/// <summary>A condition of a node: Ready, MemoryPressure, DiskPressure, PIDPressure.</summary>
public sealed record NodeCondition : Condition
{
    /// <summary>Last time the condition was reported, changed or not.</summary>
    [Proto(3)]
    public DateTimeOffset? LastHeartbeatTime { get; init; }
}
