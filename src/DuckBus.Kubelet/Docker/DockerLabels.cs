using DuckBus.Kubelet.Runtime;

namespace DuckBus.Kubelet.Docker;

/// <summary>The labels by which DuckBus knows its own, also after it has forgotten everything else.</summary>
public static class DockerLabels
{
    /// <summary>The cluster. Absent means <see cref="DefaultCluster"/>.</summary>
    public const string Cluster = "duckbus.cluster";

    /// <summary>The node.</summary>
    public const string Node = "duckbus.node";

    /// <summary>The pod's namespace.</summary>
    public const string PodNamespace = "duckbus.pod.namespace";

    /// <summary>The pod's name.</summary>
    public const string PodName = "duckbus.pod.name";

    /// <summary>The pod's uid.</summary>
    public const string PodUid = "duckbus.pod.uid";

    /// <summary>The container's name in its pod.</summary>
    public const string ContainerName = "duckbus.container.name";

    /// <summary>Which try the container is, from 0.</summary>
    public const string ContainerAttempt = "duckbus.container.attempt";

    /// <summary><see cref="Sandbox"/>, <see cref="Container"/> or <see cref="Gateway"/>.</summary>
    public const string Role = "duckbus.role";

    /// <summary>On containers, networks and volumes of the parts themselves, where they run in the engine: whose cluster they are.</summary>
    public const string Stack = "duckbus.stack";

    /// <summary>On images that DuckBus built.</summary>
    public const string Image = "duckbus.image";

    /// <summary>On images: what they were built from, so that a change is noticed.</summary>
    public const string ImageContent = "duckbus.image.content";

    /// <summary>The role of a pause container.</summary>
    public const string Sandbox = "sandbox";

    /// <summary>The role of everything else in a pod.</summary>
    public const string Container = "container";

    /// <summary>The role of the container that answers behind the addresses of services.</summary>
    public const string Gateway = "gateway";

    /// <summary>The cluster of whoever does not say another.</summary>
    public const string DefaultCluster = "duckbus";

    /// <summary>The cluster that an object with these labels belongs to.</summary>
    internal static string ClusterOf(IReadOnlyDictionary<string, string>? labels) =>
        labels?.GetValueOrDefault(Cluster) ?? DefaultCluster;

    /// <summary>The pod that an object with these labels belongs to; null for an intruder.</summary>
    internal static PodIdentity? PodOf(IReadOnlyDictionary<string, string>? labels) =>
        labels is not null
        && labels.TryGetValue(PodNamespace, out var ns)
        && labels.TryGetValue(PodName, out var name)
        && labels.TryGetValue(PodUid, out var uid)
            ? new PodIdentity(ns, name, uid)
            : null;

    /// <summary>The labels of one object of a pod: ours win over what was asked for.</summary>
    internal static Dictionary<string, string> For(
        string cluster, string node, PodIdentity pod, string role, IReadOnlyDictionary<string, string> more) =>
        new(more)
        {
            [Cluster] = cluster,
            [Node] = node,
            [PodNamespace] = pod.Namespace,
            [PodName] = pod.Name,
            [PodUid] = pod.Uid,
            [Role] = role,
        };
}
