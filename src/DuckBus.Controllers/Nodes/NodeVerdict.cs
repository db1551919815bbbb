using DuckBus.Client.Objects;
using DuckBus.Model.Core;

namespace DuckBus.Controllers.Nodes;

/// <summary>How a node looks from outside, given what its lease tells. Pure.</summary>
public static class NodeVerdict
{
    /// <summary>On nodes that were not heard of.</summary>
    public const string Unreachable = "node.kubernetes.io/unreachable";

    /// <summary>On nodes that say themselves that they are not ready.</summary>
    public const string NotReady = "node.kubernetes.io/not-ready";

    /// <summary>The node's status: Ready=Unknown if it is lost, and True again once it is back.</summary>
    public static NodeStatus Status(Node node, NodeHealth health, DateTimeOffset now)
    {
        var ready = Conditions.Find(node.Status.Conditions, "Ready");
        var condition = health switch
        {
            NodeHealth.Lost when ready?.Status != "Unknown" => new NodeCondition
            {
                Type = "Ready",
                Status = "Unknown",
                Reason = "NodeStatusUnknown",
                Message = "Kubelet stopped posting node status.",
            },
            NodeHealth.Alive when ready is { Status: "Unknown", Reason: "NodeStatusUnknown" } => new NodeCondition
            {
                Type = "Ready",
                Status = "True",
                Reason = "KubeletReady",
                Message = "kubelet renews its lease again",
            },
            _ => null,
        };
        return condition is null
            ? node.Status
            : node.Status with
            {
                Conditions = Conditions.With(node.Status.Conditions, condition with { LastHeartbeatTime = ready?.LastHeartbeatTime }, now),
            };
    }

    /// <summary>When the kubelet last wrote its node's status, by its own clock. What a controller writes leaves it alone.</summary>
    public static DateTimeOffset? WrittenAt(Node node) => Conditions.Find(node.Status.Conditions, "Ready")?.LastHeartbeatTime;

    /// <summary>The node's taints, as its Ready condition asks for them; the very same list if they are.</summary>
    public static IReadOnlyList<Taint>? Taints(Node node, DateTimeOffset now)
    {
        var key = Conditions.Find(node.Status.Conditions, "Ready")?.Status switch
        {
            "Unknown" => Unreachable,
            "False" => NotReady,
            _ => null,
        };
        var taints = node.Spec.Taints ?? [];
        var ours = taints.Where(taint => taint.Key is Unreachable or NotReady).ToList();
        if (ours.Count == (key is null ? 0 : 2) && ours.TrueForAll(taint => taint.Key == key)) return node.Spec.Taints;
        var kept = taints.Except(ours).ToList();
        if (key is not null)
        {
            kept.Add(new Taint { Key = key, Effect = "NoSchedule", TimeAdded = now });
            kept.Add(new Taint { Key = key, Effect = "NoExecute", TimeAdded = now });
        }
        return kept.Count == 0 ? null : kept;
    }
}
