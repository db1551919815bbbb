using DuckBus.Model.Meta;
using DuckBus.Model.Schema;

namespace DuckBus.Model.Core.Scheduling;

/// <summary>PreferredSchedulingTerm is a wish for a node, and how much it counts.</summary>
public sealed record PreferredSchedulingTerm : Extensible
{
    /// <summary>How much it counts, 1 to 100.</summary>
    [Proto(1), Required]
    public int Weight { get; init; }

    /// <summary>Which nodes.</summary>
    [Proto(2), Required]
    public NodeSelectorTerm Preference { get; init; } = new();
}
