using DuckBus.Model.Meta;
using DuckBus.Model.Schema;

namespace DuckBus.Model.Core.Scheduling;

/// <summary>NodeSelector matches nodes that match any of its terms.</summary>
[Atomic]
public sealed record NodeSelector : Extensible
{
    /// <summary>The terms; at least one.</summary>
    [Proto(1), Required]
    public IReadOnlyList<NodeSelectorTerm> NodeSelectorTerms { get; init; } = [];

    /// <summary>Whether a node meets any of the terms.</summary>
    public bool Matches(Node node) => NodeSelectorTerms.Any(term => term.Matches(node));
}
