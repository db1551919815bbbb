using DuckBus.Model.Meta;
using DuckBus.Model.Schema;

namespace DuckBus.Model.Core.Scheduling;

/// <summary>WeightedPodAffinityTerm is a wish about other pods, and how much it counts.</summary>
public sealed record WeightedPodAffinityTerm : Extensible
{
    /// <summary>How much it counts, 1 to 100.</summary>
    [Proto(1), Required]
    public int Weight { get; init; }

    /// <summary>Which pods, and what counts as the same place.</summary>
    [Proto(2), Required]
    public PodAffinityTerm PodAffinityTerm { get; init; } = new();
}
