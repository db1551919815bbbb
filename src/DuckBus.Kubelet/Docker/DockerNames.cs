using DuckBus.Kubelet.Runtime;

namespace DuckBus.Kubelet.Docker;

/// <summary>
/// What <c>docker ps</c> shows. Kubernetes names have no underscore, so the parts cannot run into each other:
/// <c>duckbus_node-1_default_web-x7k2p_3f2a91bc_nginx_0</c>.
/// </summary>
internal static class DockerNames
{
    private const int ShortUid = 8;

    /// <summary>The name of a pod's sandbox; a later one, while the dead one is still there, is numbered.</summary>
    public static string Sandbox(string cluster, string node, PodIdentity pod, int number) =>
        Pod(cluster, node, pod) + (number == 0 ? "_pause" : $"_pause-{number}");

    /// <summary>The name of one try of a container.</summary>
    public static string Container(string cluster, string node, ContainerSpec spec) =>
        $"{Pod(cluster, node, spec.Pod)}_{spec.Name}_{spec.Attempt}";

    /// <summary>The name of a volume of a pod.</summary>
    public static string Volume(string cluster, string node, PodIdentity pod, string volume) => $"{Pod(cluster, node, pod)}_{volume}";

    private static string Pod(string cluster, string node, PodIdentity pod) =>
        $"{cluster}_{node}_{pod.Namespace}_{pod.Name}_{pod.Uid[..Math.Min(ShortUid, pod.Uid.Length)]}";
}
