using System.Collections.Immutable;
using DuckBus.Client.Objects;
using DuckBus.Model.Core;

namespace DuckBus.Scheduler.Snapshots;

/// <summary>
/// The cluster as one decision sees it: nodes and what is placed on them. A persistent value: a change makes a new snapshot
/// that shares what is the same, so taking one costs nothing and a decision never sees half a change.
/// </summary>
public sealed record ClusterSnapshot
{
    private ImmutableSortedDictionary<string, NodeInfo> ByName { get; init; } =
        ImmutableSortedDictionary.Create<string, NodeInfo>(StringComparer.Ordinal);

    private ImmutableDictionary<string, Pod> Placed { get; init; } = ImmutableDictionary.Create<string, Pod>(StringComparer.Ordinal);

    /// <summary>No nodes, no pods.</summary>
    public static ClusterSnapshot Empty { get; } = new();

    /// <summary>The nodes that exist, by name.</summary>
    public IEnumerable<NodeInfo> Nodes => ByName.Values.Where(info => info.Node is not null);

    /// <summary>The node of this name, or null.</summary>
    public NodeInfo? Find(string name) => ByName.GetValueOrDefault(name) is { Node: not null } info ? info : null;

    /// <summary>The cluster with this node, new or changed.</summary>
    public ClusterSnapshot With(Node node) => Put(At(node.Metadata.Name!) with { Node = node });

    /// <summary>The cluster without this node. Pods that name it stay known, in case it comes back.</summary>
    public ClusterSnapshot Without(Node node) => Put(At(node.Metadata.Name!) with { Node = null });

    /// <summary>The cluster with this pod as it is now: on its node, or nowhere if it has none or has run to its end.</summary>
    public ClusterSnapshot With(Pod pod)
    {
        var cluster = Without(pod);
        if (!Pods.IsBound(pod) || Pods.IsFinished(pod)) return cluster;
        return cluster.Put(cluster.At(pod.Spec.NodeName!).With(pod)) with { Placed = cluster.Placed.SetItem(pod.Metadata.Uid!, pod) };
    }

    /// <summary>The cluster without this pod.</summary>
    public ClusterSnapshot Without(Pod pod) =>
        Placed.TryGetValue(pod.Metadata.Uid!, out var old)
            ? Put(At(old.Spec.NodeName!).Without(old)) with { Placed = Placed.Remove(pod.Metadata.Uid!) }
            : this;

    private NodeInfo At(string name) => ByName.GetValueOrDefault(name) ?? NodeInfo.Named(name);

    private ClusterSnapshot Put(NodeInfo info) => this with
    {
        ByName = info.Node is null && info.Pods.IsEmpty ? ByName.Remove(info.Name) : ByName.SetItem(info.Name, info),
    };
}
