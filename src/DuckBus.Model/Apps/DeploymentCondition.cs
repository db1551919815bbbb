using DuckBus.Model.Meta;
using DuckBus.Model.Schema;

namespace DuckBus.Model.Apps;

/// <summary>A condition of a Deployment: Available, Progressing or ReplicaFailure.</summary>
public sealed record DeploymentCondition : Condition
{
    /// <summary>Why it did, as one word in CamelCase, for programs.</summary>
    [Proto(4)]
    public override string? Reason { get; init; }

    /// <summary>Why it did, for people.</summary>
    [Proto(5)]
    public override string? Message { get; init; }

    /// <summary>Last time the condition was updated; the deadline for progress counts from it.</summary>
    [Proto(6)]
    public DateTimeOffset? LastUpdateTime { get; init; }

    /// <summary>Last time the condition passed from one status to another.</summary>
    [Proto(7)]
    public override DateTimeOffset? LastTransitionTime { get; init; }
}
