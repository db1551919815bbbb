using DuckBus.Model.Meta;
using DuckBus.Model.Schema;

namespace DuckBus.Model.Core;

/// <summary>NodeSpec describes the attributes that a node is created with.</summary>
public sealed record NodeSpec : Extensible
{
    /// <summary>Unschedulable keeps new pods off the node (<c>kubectl cordon</c>).</summary>
    [Proto(4)]
    public bool? Unschedulable { get; init; }

    /// <summary>The node's taints.</summary>
    [Proto(5)]
    public IReadOnlyList<Taint>? Taints { get; init; }

    /// <summary>ID of the node assigned by the provider.</summary>
    [Proto(3)]
    public string? ProviderID { get; init; }
}
