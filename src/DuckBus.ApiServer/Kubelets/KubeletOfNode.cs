using DuckBus.Model.Core;

namespace DuckBus.ApiServer.Kubelets;

/// <summary>Where the kubelet of a node serves.</summary>
internal static class KubeletOfNode
{
    /// <summary>The address that the node's status tells; null if it tells none.</summary>
    public static Uri? Address(Node? node)
    {
        var address = (node?.Status.Addresses ?? []).FirstOrDefault(one => one.Type == "InternalIP")?.Address;
        var port = node?.Status.DaemonEndpoints?.KubeletEndpoint?.Port;
        if (address is null || port is not > 0) return null;
        return new Uri($"http://{(address.Contains(':') ? $"[{address}]" : address)}:{port}/");
    }
}
