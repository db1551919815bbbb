using DuckBus.Model.Schema;

namespace DuckBus.Model.Meta;

/// <summary>The condition of the kinds that have no type of their own for it: upstream <c>metav1.Condition</c>.</summary>
public sealed record StandardCondition : Condition
{
    /// <summary>The generation of the spec that the condition was computed from.</summary>
    [Proto(3)]
    public long? ObservedGeneration { get; init; }
}
