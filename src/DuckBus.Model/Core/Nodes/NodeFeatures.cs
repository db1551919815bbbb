using DuckBus.Model.Meta;
using DuckBus.Model.Schema;

namespace DuckBus.Model.Core.Nodes;

/// <summary>NodeFeatures is what the node's runtime can do.</summary>
public sealed record NodeFeatures : Extensible
{
    /// <summary>Whether it knows supplementalGroupsPolicy.</summary>
    [Proto(1)]
    public bool? SupplementalGroupsPolicy { get; init; }
}
