using DuckBus.ApiServer.Cache;
using DuckBus.Model.Core;
using DuckBus.Model.Kinds;

namespace DuckBus.ApiServer.Rules;

/// <summary>What is allowed in a service and yet does less than it does in Kubernetes. Pure.</summary>
internal static class ServiceWarnings
{
    /// <summary>What a user must know who makes a service where nothing can answer.</summary>
    public const string NotRouted = "nothing answers behind this service: all nodes run containers as lines in files. Start Docker for real containers";

    private const string Engineless = "file://";

    /// <summary>The warnings of a service.</summary>
    public static IEnumerable<string> Of(ServiceSpec spec)
    {
        if (spec.Type == "LoadBalancer")
            yield return "spec.type: LoadBalancer: this cluster has no load balancer; the service is reached at its node ports";
        if (spec.ExternalTrafficPolicy == "Local")
            yield return "spec.externalTrafficPolicy: Local: traffic stays on the node that takes it, but the pods do not see the address of the client";
        foreach (var (i, port) in (spec.Ports ?? []).Index())
            if (port.Protocol == "SCTP") yield return $"spec.ports[{i}].protocol: SCTP is not routed, only TCP and UDP";
    }

    /// <summary>The warning that the nodes of the cluster deserve, or null.</summary>
    public static string? OfNodes(CacheView view)
    {
        var nodes = view.Of(ResourceKind.Of<Node>()).In(null).Select(node => ((Node)node.Resource).Status?.NodeInfo?.ContainerRuntimeVersion ?? "").ToList();
        return nodes.Count > 0 && nodes.TrueForAll(runtime => runtime.StartsWith(Engineless, StringComparison.Ordinal)) ? NotRouted : null;
    }
}
