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

    /// <summary>Whether the node meets all requirements.</summary>
    public bool Matches(Node node)
    {
        if (MatchExpressions is not { Count: > 0 } && MatchFields is not { Count: > 0 }) return false;
        return (MatchExpressions ?? []).All(requirement => requirement.Matches(node.Metadata.Labels?.GetValueOrDefault(requirement.Key)))
            && (MatchFields ?? []).All(requirement => requirement.Matches(requirement.Key == "metadata.name" ? node.Metadata.Name : null));
    }
}
