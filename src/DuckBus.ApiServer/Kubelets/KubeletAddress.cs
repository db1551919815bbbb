using DuckBus.Model.Core;
using DuckBus.Model.Errors;

namespace DuckBus.ApiServer.Kubelets;

/// <summary>Where the kubelet of a node serves.</summary>
internal static class KubeletAddress
{
    /// <summary>The address that the node's status tells; null if it tells none.</summary>
    public static Uri? Of(Node? node)
    {
        var address = (node?.Status.Addresses ?? []).FirstOrDefault(one => one.Type == "InternalIP")?.Address;
        var port = node?.Status.DaemonEndpoints?.KubeletEndpoint?.Port;
        if (address is null || port is not > 0) return null;
        return new Uri($"http://{(address.Contains(':') ? $"[{address}]" : address)}:{port}/");
    }

    /// <summary>The address of the kubelet that runs a pod.</summary>
    /// <exception cref="StatusException">400: the pod is not scheduled; 503: its node does not say where its kubelet serves.</exception>
    public static Uri Of(Pod pod, Node? node)
    {
        var name = pod.Metadata.Name;
        if (string.IsNullOrEmpty(pod.Spec.NodeName))
            throw new StatusException(Status.BadRequest($"pod {name} does not have a host assigned: it is not scheduled yet"));
        return Of(node) ?? throw new StatusException(Status.Unavailable(
            $"node {pod.Spec.NodeName} of pod {name} does not say where its kubelet serves"));
    }
}
