using DuckBus.Model.Meta;
using DuckBus.Model.Schema;

namespace DuckBus.Model.Core.Scheduling;

/// <summary>PodReadinessGate is a condition that a pod needs to be ready.</summary>
public sealed record PodReadinessGate : Extensible
{
    /// <summary>The type of the condition, which somebody else sets.</summary>
    [Proto(1), Required]
    public string ConditionType { get; init; } = "";
}
