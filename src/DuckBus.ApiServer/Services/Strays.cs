using DuckBus.Model.Core;

namespace DuckBus.ApiServer.Services;

/// <summary>Services that have an address or a node port from before the ranges were changed. Pure.</summary>
internal static class Strays
{
    /// <summary>Why, as Kubernetes puts it: a word for programs and a sentence for people, for each such address and port of a service.</summary>
    public static IEnumerable<(string Reason, string Message)> In(Service service, AddressRange addresses, PortRange ports)
    {
        var spec = service.Spec;
        if (spec is { Type: not "ExternalName", ClusterIP: { Length: > 0 } address } && address != "None" && !addresses.Contains(address))
            yield return ("ClusterIPOutOfRange", $"Cluster IP {address} is not within the service CIDR {addresses}; please recreate service");
        foreach (var port in spec.Ports ?? [])
            if (port.NodePort is { } number && !ports.Contains(number))
                yield return ("PortOutOfRange", $"Port {number} is not within the port range {ports}; please recreate service");
    }
}
