using DuckBus.Model.Meta;
using DuckBus.Model.Schema;

namespace DuckBus.Model.Apps;

/// <summary>A condition of a DaemonSet.</summary>
public sealed record DaemonSetCondition : Condition
{
    /// <summary>Last time the condition passed from one status to another.</summary>
    [Proto(3)]
    public override DateTimeOffset? LastTransitionTime { get; init; }

    /// <summary>Why it did, as one word in CamelCase, for programs.</summary>
    [Proto(4)]
    public override string? Reason { get; init; }

    /// <summary>Why it did, for people.</summary>
    [Proto(5)]
    public override string? Message { get; init; }
}
