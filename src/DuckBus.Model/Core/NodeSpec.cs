using DuckBus.Model.Core.Nodes;
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

    /// <summary>The addresses that pods of the node get.</summary>
    [Proto(1), NotActedOn("pods get their addresses from the node's runtime")]
    public string? PodCIDR { get; init; }

    /// <summary>The same, at most one range a kind of address.</summary>
    [Proto(7), MergeSet, NotActedOn("pods get their addresses from the node's runtime")]
    public IReadOnlyList<string>? PodCIDRs { get; init; }

    /// <summary>Deprecated: where the kubelet takes its configuration from.</summary>
    [Proto(6), NotActedOn("a kubelet is configured by its flags")]
    public NodeConfigSource? ConfigSource { get; init; }

    /// <summary>Deprecated: not used.</summary>
    [Proto(2), NotActedOn]
    public string? ExternalID { get; init; }
}
