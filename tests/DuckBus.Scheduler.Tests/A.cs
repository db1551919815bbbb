using DuckBus.Model.Core;
using DuckBus.Model.Core.Scheduling;
using DuckBus.Model.Meta;
using DuckBus.Model.Values;
using DuckBus.Scheduler.Snapshots;

namespace DuckBus.Scheduler.Tests;

/// <summary>Makes nodes and pods for tests.</summary>
internal static class A
{
    private static int uids;

    public static Node Node(string name, string cpu = "4", string memory = "8Gi", int pods = 110, string ready = "True") => new()
    {
        Metadata = new ObjectMeta { Name = name, Uid = "node-" + name },
        Status = new NodeStatus
        {
            Allocatable = Amounts(("cpu", cpu), ("memory", memory), ("pods", $"{pods}")),
            Conditions = [new NodeCondition { Type = "Ready", Status = ready }],
        },
    };

    public static Pod Pod(string name = "web", string? cpu = null, string? memory = null, string? node = null, string phase = "Pending") => new()
    {
        Metadata = new ObjectMeta { Namespace = "default", Name = name, Uid = $"uid-{Interlocked.Increment(ref uids)}" },
        Spec = new PodSpec { NodeName = node, Containers = [Container(cpu, memory)] },
        Status = new PodStatus { Phase = phase },
    };

    public static Pod Controlled(Pod pod, string by) => pod with
    {
        Metadata = pod.Metadata with { OwnerReferences = [new OwnerReference { Kind = "ReplicaSet", Name = by, Uid = by, Controller = true }] },
    };

    public static Container Container(string? cpu = null, string? memory = null) => new()
    {
        Name = "main",
        Resources = new ResourceRequirements
        {
            Requests = Amounts([.. new[] { ("cpu", cpu), ("memory", memory) }.Where(each => each.Item2 is not null).Select(each => (each.Item1, each.Item2!))]),
        },
    };

    public static Node Labeled(Node node, params (string Key, string Value)[] labels) =>
        node with { Metadata = node.Metadata with { Labels = labels.ToDictionary(each => each.Key, each => each.Value, StringComparer.Ordinal) } };

    public static Pod Requiring(params IReadOnlyList<NodeSelectorTerm> terms) => Wishing(new NodeAffinity
    {
        RequiredDuringSchedulingIgnoredDuringExecution = new NodeSelector { NodeSelectorTerms = terms },
    });

    public static Pod Wishing(NodeAffinity affinity)
    {
        var pod = Pod();
        return pod with { Spec = pod.Spec with { Affinity = new Affinity { NodeAffinity = affinity } } };
    }

    public static Pod Tolerating(Pod pod, Toleration toleration) => pod with { Spec = pod.Spec with { Tolerations = [toleration] } };

    public static Node Tainted(Node node, string key, string effect, string? value = null) =>
        node with { Spec = node.Spec with { Taints = [new Taint { Key = key, Value = value, Effect = effect }] } };

    public static ClusterSnapshot Cluster(IEnumerable<Node> nodes, params IEnumerable<Pod> pods) =>
        pods.Aggregate(nodes.Aggregate(ClusterSnapshot.Empty, (cluster, node) => cluster.With(node)), (cluster, pod) => cluster.With(pod));

    public static Dictionary<string, Quantity> Amounts(params (string Resource, string Amount)[] amounts) =>
        amounts.ToDictionary(each => each.Resource, each => Quantity.Parse(each.Amount), StringComparer.Ordinal);
}
