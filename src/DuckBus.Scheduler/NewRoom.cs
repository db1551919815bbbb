using DuckBus.Client.Informers;
using DuckBus.Client.Objects;
using DuckBus.Model.Core;
using DuckBus.Model.Json;

namespace DuckBus.Scheduler;

/// <summary>Tells the changes after which a pod that fitted nowhere may fit.</summary>
public static class NewRoom
{
    /// <summary>A node is new, or differs in something that a filter looks at.</summary>
    public static bool In(InformerChange<Node> change) =>
        change.New is { } node && (change.Old is not { } old || !Looks(old).AsSpan().SequenceEqual(Looks(node)));

    /// <summary>A pod no longer takes room on its node.</summary>
    public static bool In(InformerChange<Pod> change) => TakesRoom(change.Old) && !TakesRoom(change.New);

    private static bool TakesRoom(Pod? pod) => pod is not null && Pods.IsBound(pod) && !Pods.IsFinished(pod);

    private static byte[] Looks(Node node) => ModelJson.Write(new
    {
        node.Metadata.Labels,
        node.Spec.Unschedulable,
        node.Spec.Taints,
        node.Status.Allocatable,
        Conditions.Find(node.Status.Conditions, "Ready")?.Status,
    });
}
