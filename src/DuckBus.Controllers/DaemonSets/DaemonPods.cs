using DuckBus.Controllers.Workloads;
using DuckBus.Model.Apps;
using DuckBus.Model.Core;
using DuckBus.Model.Core.Scheduling;

namespace DuckBus.Controllers.DaemonSets;

/// <summary>The pods of a DaemonSet: how they look, and where they belong. Pure.</summary>
public static class DaemonPods
{
    /// <summary>The label that tells the pods of one revision of the template from those of another.</summary>
    public const string RevisionLabel = "controller-revision-hash";

    private const string NodeName = "metadata.name";

    /// <summary>Daemons look after their nodes, so they stay when their nodes are in trouble, and come when nobody else may.</summary>
    private static readonly IReadOnlyList<Toleration> Always =
    [
        Tolerate("node.kubernetes.io/not-ready", "NoExecute"),
        Tolerate("node.kubernetes.io/unreachable", "NoExecute"),
        Tolerate("node.kubernetes.io/disk-pressure", "NoSchedule"),
        Tolerate("node.kubernetes.io/memory-pressure", "NoSchedule"),
        Tolerate("node.kubernetes.io/pid-pressure", "NoSchedule"),
        Tolerate("node.kubernetes.io/unschedulable", "NoSchedule"),
    ];

    private static readonly Toleration NetworkUnavailable = Tolerate("node.kubernetes.io/network-unavailable", "NoSchedule");

    /// <summary>The pod for a node. The scheduler binds it as it binds all pods: its affinity leaves it no other node.</summary>
    /// <param name="set">The set.</param>
    /// <param name="node">The name of the node.</param>
    /// <param name="hash">The hash of the present template.</param>
    public static Pod For(DaemonSet set, string node, string hash)
    {
        var template = set.Spec.Template;
        var pod = PodTemplates.Instantiate(set, template);
        return pod with
        {
            Metadata = pod.Metadata with { Labels = template.Metadata.Labels.With(RevisionLabel, hash) },
            Spec = template.Spec with { Affinity = Only(node, template.Spec.Affinity), Tolerations = Tolerations(template.Spec) },
        };
    }

    /// <summary>The tolerations of the template, and those that every daemon has.</summary>
    public static IReadOnlyList<Toleration> Tolerations(PodSpec template)
    {
        var own = template.Tolerations ?? [];
        var more = template.HostNetwork == true ? Always.Append(NetworkUnavailable) : Always;
        return [.. own, .. more.Except(own)];
    }

    /// <summary>The node that the pod is on, or is meant for; null if it is meant for none.</summary>
    public static string? NodeOf(Pod pod) => pod.Spec.NodeName is { Length: > 0 } node
        ? node
        : pod.Spec.Affinity?.NodeAffinity?.RequiredDuringSchedulingIgnoredDuringExecution?.NodeSelectorTerms
            .SelectMany(term => term.MatchFields ?? [])
            .FirstOrDefault(field => field is { Key: NodeName, Operator: "In", Values.Count: 1 })?.Values![0];

    /// <summary>Whether the pod is of the present template.</summary>
    public static bool IsUpdated(Pod pod, string hash) => pod.Metadata.Labels?.GetValueOrDefault(RevisionLabel) == hash;

    private static Affinity Only(string node, Affinity? affinity)
    {
        var requirement = new NodeSelectorRequirement { Key = NodeName, Operator = "In", Values = [node] };
        var selector = new NodeSelector { NodeSelectorTerms = [new NodeSelectorTerm { MatchFields = [requirement] }] };
        affinity ??= new Affinity();
        return affinity with
        {
            NodeAffinity = (affinity.NodeAffinity ?? new NodeAffinity()) with { RequiredDuringSchedulingIgnoredDuringExecution = selector },
        };
    }

    private static Toleration Tolerate(string key, string effect) => new() { Key = key, Operator = "Exists", Effect = effect };
}
