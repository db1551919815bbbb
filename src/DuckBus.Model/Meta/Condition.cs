using DuckBus.Model.Schema;

namespace DuckBus.Model.Meta;

/// <summary>
/// One aspect of the state of an object, in the three-valued logic of Kubernetes conditions. Each kind has its own type,
/// because their fields and protobuf numbers differ a little.
/// </summary>
public abstract record Condition : Extensible
{
    /// <summary>What the condition tells of, in CamelCase, such as <c>Ready</c>.</summary>
    [Proto(1), Required]
    public string Type { get; init; } = "";

    /// <summary>True, False or Unknown.</summary>
    [Proto(2), Required, Values("True", "False", "Unknown")]
    public string Status { get; init; } = "";

    /// <summary>Last time the condition passed from one status to another.</summary>
    [Proto(4)]
    public virtual DateTimeOffset? LastTransitionTime { get; init; }

    /// <summary>Why it did, as one word in CamelCase, for programs.</summary>
    [Proto(5)]
    public virtual string? Reason { get; init; }

    /// <summary>Why it did, for people.</summary>
    [Proto(6)]
    public virtual string? Message { get; init; }
}
