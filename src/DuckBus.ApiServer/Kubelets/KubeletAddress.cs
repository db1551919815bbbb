using DuckBus.Model.Core;
using DuckBus.Model.Errors;

namespace DuckBus.ApiServer.Kubelets;

/// <summary>Where the kubelet of a pod's node listens. Pure.</summary>
internal static class KubeletAddress
{
    /// <summary>The address of something of a pod on its kubelet: <c>http://NODE/WHAT/NAMESPACE/POD</c>.</summary>
    /// <param name="pod">The pod.</param>
    /// <param name="node">Its node, if there is one.</param>
    /// <param name="what">The first part of the path, such as <c>exec</c>.</param>
    /// <exception cref="StatusException">400: the pod is on no node. 503: its node does not say where its kubelet listens.</exception>
    public static string Of(Pod pod, Node? node, string what)
    {
        var name = pod.Metadata.Name!;
        if (string.IsNullOrEmpty(pod.Spec.NodeName))
            throw new StatusException(Status.BadRequest($"pod {name} does not have a host assigned: it is not scheduled yet"));
        var address = (node?.Status.Addresses ?? []).FirstOrDefault(a => a.Type == "InternalIP")?.Address;
        var port = node?.Status.DaemonEndpoints?.KubeletEndpoint?.Port;
        if (address is null || port is not > 0)
            throw new StatusException(Status.Unavailable($"node {pod.Spec.NodeName} of pod {name} does not say where its kubelet listens"));
        var host = address.Contains(':') ? $"[{address}]" : address;
        return $"http://{host}:{port}/{what}/{Uri.EscapeDataString(pod.Metadata.Namespace!)}/{Uri.EscapeDataString(name)}";
    }
}
