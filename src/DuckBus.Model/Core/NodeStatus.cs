using DuckBus.Model.Core.Nodes;
using DuckBus.Model.Meta;
using DuckBus.Model.Schema;
using DuckBus.Model.Values;

namespace DuckBus.Model.Core;

/// <summary>NodeStatus is information about the current status of a node.</summary>
public sealed record NodeStatus : Extensible
{
    /// <summary>Total resources of the node: cpu, memory, pods.</summary>
    [Proto(1)]
    public IReadOnlyDictionary<string, Quantity>? Capacity { get; init; }

    /// <summary>The resources of a node that are available for scheduling.</summary>
    [Proto(2)]
    public IReadOnlyDictionary<string, Quantity>? Allocatable { get; init; }

    /// <summary>Conditions; <c>Ready</c> is the one that the scheduler looks at.</summary>
    [Proto(4), MergeKey("type")]
    public IReadOnlyList<NodeCondition>? Conditions { get; init; }

    /// <summary>Addresses reachable to the node.</summary>
    [Proto(5), MergeKey("type")]
    public IReadOnlyList<NodeAddress>? Addresses { get; init; }

    /// <summary>Endpoints of daemons running on the node.</summary>
    [Proto(6)]
    public NodeDaemonEndpoints? DaemonEndpoints { get; init; }

    /// <summary>Ids and versions of the node.</summary>
    [Proto(7)]
    public NodeSystemInfo? NodeInfo { get; init; }

    /// <summary>Deprecated: never set.</summary>
    [Proto(3), Values("Pending", "Running", "Terminated")]
    public string? Phase { get; init; }

    /// <summary>The images on the node.</summary>
    [Proto(8)]
    public IReadOnlyList<ContainerImage>? Images { get; init; }

    /// <summary>Volumes that pods of the node use.</summary>
    [Proto(9)]
    public IReadOnlyList<string>? VolumesInUse { get; init; }

    /// <summary>Volumes that are attached to the node.</summary>
    [Proto(10)]
    public IReadOnlyList<AttachedVolume>? VolumesAttached { get; init; }

    /// <summary>Deprecated: which configuration the kubelet uses.</summary>
    [Proto(11)]
    public NodeConfigStatus? Config { get; init; }

    /// <summary>The ways in which the node can run containers.</summary>
    [Proto(12)]
    public IReadOnlyList<NodeRuntimeHandler>? RuntimeHandlers { get; init; }

    /// <summary>What the node's runtime can do.</summary>
    [Proto(13)]
    public NodeFeatures? Features { get; init; }
}
