using DuckBus.Model.Meta;
using DuckBus.Model.Schema;

namespace DuckBus.Model.Core.Scheduling;

/// <summary>NodeSelectorTerm matches nodes that meet all of its requirements; an empty one matches none.</summary>
[Atomic]
public sealed record NodeSelectorTerm : Extensible
{
    /// <summary>Requirements on the labels of the node.</summary>
    [Proto(1)]
    public IReadOnlyList<NodeSelectorRequirement>? MatchExpressions { get; init; }

    /// <summary>Requirements on the fields of the node: metadata.name.</summary>
    [Proto(2)]
    public IReadOnlyList<NodeSelectorRequirement>? MatchFields { get; init; }
}
