namespace DuckBus.Model.Meta;

/// <summary>One aspect of the state of an object, in the three-valued logic of Kubernetes conditions.</summary>
public sealed record Condition : Extensible
{
    /// <summary>Type of the condition, in CamelCase.</summary>
    public string Type { get; init; } = "";

    /// <summary>True, False or Unknown.</summary>
    public string Status { get; init; } = "";

    /// <summary>One-word CamelCase reason for the condition's last transition.</summary>
    public string? Reason { get; init; }

    /// <summary>Human-readable message indicating details about the last transition.</summary>
    public string? Message { get; init; }

    /// <summary>The generation of the spec that the condition was computed from.</summary>
    public long? ObservedGeneration { get; init; }

    /// <summary>Last time the condition was probed or reported.</summary>
    public DateTimeOffset? LastHeartbeatTime { get; init; }

    /// <summary>Last time the condition was updated.</summary>
    public DateTimeOffset? LastUpdateTime { get; init; }

    /// <summary>Last time the condition passed from one status to another.</summary>
    public DateTimeOffset? LastTransitionTime { get; init; }
}
