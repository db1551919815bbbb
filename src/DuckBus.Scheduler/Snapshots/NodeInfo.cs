using System.Collections.Immutable;
using DuckBus.Client.Objects;
using DuckBus.Model.Core;

namespace DuckBus.Scheduler.Snapshots;

/// <summary>A node with the pods that are bound to it, or assumed to be. Immutable; sums are kept as pods come and go.</summary>
public sealed record NodeInfo
{
    private NodeInfo(string name) => Name = name;

    /// <summary>The name of the node.</summary>
    public string Name { get; }

    /// <summary>The node; null while only pods are known that name it.</summary>
    public Node? Node { get; init; }

    /// <summary>The pods on the node, by uid, without those that have run to their end.</summary>
    public ImmutableDictionary<string, Pod> Pods { get; private init; } = ImmutableDictionary.Create<string, Pod>(StringComparer.Ordinal);

    /// <summary>What the pods request together, in base units by resource.</summary>
    public ImmutableDictionary<string, decimal> Requested { get; private init; } = PodRequests.None;

    /// <summary>How many pods are there to stay: those that terminate make room soon and do not count.</summary>
    public int ActivePods { get; private init; }

    /// <summary>How many of those belong to each controller, by its uid.</summary>
    public ImmutableDictionary<string, int> Replicas { get; private init; } = ImmutableDictionary.Create<string, int>(StringComparer.Ordinal);

    /// <summary>A node about which nothing is known but its name.</summary>
    public static NodeInfo Named(string name) => new(name);

    /// <summary>This node with one more pod.</summary>
    public NodeInfo With(Pod pod) => Counted(pod, +1) with
    {
        Pods = Pods.Add(pod.Metadata.Uid!, pod),
        Requested = PodRequests.Add(Requested, PodRequests.Of(pod)),
    };

    /// <summary>This node without a pod.</summary>
    public NodeInfo Without(Pod pod) => Counted(pod, -1) with
    {
        Pods = Pods.Remove(pod.Metadata.Uid!),
        Requested = PodRequests.Subtract(Requested, PodRequests.Of(pod)),
    };

    /// <summary>How much of a resource the node offers; zero if it does not name it.</summary>
    public decimal Allocatable(string resource) =>
        Node?.Status.Allocatable is { } allocatable && allocatable.TryGetValue(resource, out var quantity) ? quantity.Value : 0;

    private NodeInfo Counted(Pod pod, int more)
    {
        if (!Client.Objects.Pods.IsActive(pod)) return this;
        var counted = this with { ActivePods = ActivePods + more };
        if (Owners.ControllerOf(pod)?.Uid is not { } controller) return counted;
        var replicas = Replicas.GetValueOrDefault(controller) + more;
        return counted with { Replicas = replicas > 0 ? Replicas.SetItem(controller, replicas) : Replicas.Remove(controller) };
    }
}
