using DuckBus.Model.Meta;

namespace DuckBus.Model.Core;

/// <summary>NodeSpec describes the attributes that a node is created with.</summary>
public sealed record NodeSpec : Extensible
{
    /// <summary>Unschedulable keeps new pods off the node (<c>kubectl cordon</c>).</summary>
    public bool? Unschedulable { get; init; }

    /// <summary>The node's taints.</summary>
    public IReadOnlyList<Taint>? Taints { get; init; }

    /// <summary>ID of the node assigned by the provider.</summary>
    public string? ProviderID { get; init; }
}
