using DuckBus.Model.Apps;
using DuckBus.Model.Core;
using DuckBus.Model.Meta;

namespace DuckBus.Controllers.Tests;

/// <summary>Makes objects for tests.</summary>
internal static class A
{
    private static int uids;

    public static DateTimeOffset Noon { get; } = new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero);

    public static Dictionary<string, string> Labels(params (string Key, string Value)[] labels) =>
        labels.ToDictionary(each => each.Key, each => each.Value, StringComparer.Ordinal);

    public static ObjectMeta Meta(string name, params (string Key, string Value)[] labels) => new()
    {
        Namespace = "default",
        Name = name,
        Uid = $"uid-{Interlocked.Increment(ref uids)}",
        Labels = Labels(labels),
        CreationTimestamp = Noon,
    };

    public static Pod Pod(
        string name, string? node = "node-1", string phase = "Running", bool ready = true, DateTimeOffset? created = null, DateTimeOffset? readySince = null) => new()
        {
            Metadata = Meta(name, ("app", "web")) with { CreationTimestamp = created ?? Noon },
            Spec = new PodSpec { NodeName = node, Containers = [new Container { Name = "main", Image = "duck" }] },
            Status = new PodStatus
            {
                Phase = phase,
                Conditions = [new PodCondition { Type = "Ready", Status = ready ? "True" : "False", LastTransitionTime = readySince ?? Noon }],
            },
        };

    public static Pod Leaving(Pod pod) => pod with { Metadata = pod.Metadata with { DeletionTimestamp = Noon } };

    public static PodTemplateSpec Template(string image = "duck") => new()
    {
        Metadata = new ObjectMeta { Labels = Labels(("app", "web")) },
        Spec = new PodSpec { Containers = [new Container { Name = "main", Image = image }] },
    };

    public static ReplicaSet ReplicaSet(string name, int replicas, int? available = null, string image = "duck") => new()
    {
        Metadata = Meta(name, ("app", "web")) with { Generation = 1 },
        Spec = new ReplicaSetSpec
        {
            Replicas = replicas,
            Selector = new LabelSelector { MatchLabels = Labels(("app", "web")) },
            Template = Template(image),
        },
        Status = new ReplicaSetStatus { Replicas = replicas, AvailableReplicas = available ?? replicas, ReadyReplicas = available ?? replicas },
    };

    public static Deployment Deployment(string name, int replicas, string image = "duck") => new()
    {
        Metadata = Meta(name, ("app", "web")) with { Generation = 1 },
        Spec = new DeploymentSpec
        {
            Replicas = replicas,
            Selector = new LabelSelector { MatchLabels = Labels(("app", "web")) },
            Template = Template(image),
        },
    };

    public static Node Node(string name, string? ready = "True") => new()
    {
        Metadata = new ObjectMeta { Name = name, Uid = $"node-{name}", CreationTimestamp = Noon },
        Status = new NodeStatus
        {
            Conditions = ready is null ? null : [new NodeCondition { Type = "Ready", Status = ready, Reason = ready == "Unknown" ? "NodeStatusUnknown" : "Kubelet" }],
        },
    };
}
