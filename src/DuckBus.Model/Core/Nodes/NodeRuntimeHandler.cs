using DuckBus.Model.Meta;
using DuckBus.Model.Schema;

namespace DuckBus.Model.Core.Nodes;

/// <summary>NodeRuntimeHandler is a way in which the node can run containers.</summary>
public sealed record NodeRuntimeHandler : Extensible
{
    /// <summary>Its name; empty for the default.</summary>
    [Proto(1)]
    public string? Name { get; init; }

    /// <summary>What it can do.</summary>
    [Proto(2)]
    public NodeRuntimeHandlerFeatures? Features { get; init; }
}
