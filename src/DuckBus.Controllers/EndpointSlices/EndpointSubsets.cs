using DuckBus.Client.Objects;
using DuckBus.Model.Core;

namespace DuckBus.Controllers.EndpointSlices;

/// <summary>The endpoints of a service in the old form: subsets of addresses that offer the same ports. Pure.</summary>
public static class EndpointSubsets
{
    /// <summary>How many addresses an Endpoints object lists: Kubernetes' limit.</summary>
    public const int Limit = 1_000;

    /// <summary>Tells, with the value <c>truncated</c>, that there were more addresses than are listed.</summary>
    public const string OverCapacity = "endpoints.kubernetes.io/over-capacity";

    /// <summary>The subsets of a service, and whether addresses were left out for want of room. A pod that leaves is not among them.</summary>
    /// <param name="service">The service.</param>
    /// <param name="pods">The pods of its namespace.</param>
    public static (IReadOnlyList<EndpointSubset> Subsets, bool Truncated) For(Service service, IEnumerable<Pod> pods)
    {
        var unready = service.Spec.PublishNotReadyAddresses == true;
        var listed = pods
            .Where(pod => EndpointSelection.Selects(service, pod.Metadata.Labels) && EndpointSelection.MayServe(pod) && (unready || !Pods.IsTerminating(pod)))
            .Select(pod => (Ports: Ports(service, pod), Ready: unready || Pods.IsReady(pod), Address: Address(service, pod)))
            .Where(each => each.Ports.Count > 0 || service.Spec.Ports is not { Count: > 0 })
            .OrderByDescending(each => each.Ready)
            .ThenBy(each => each.Address.Ip, StringComparer.Ordinal)
            .ToList();
        var subsets = listed.Take(Limit)
            .GroupBy(each => string.Join('|', each.Ports.Select(port => $"{port.Name}/{port.Port}/{port.Protocol}/{port.AppProtocol}")), StringComparer.Ordinal)
            .OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => new EndpointSubset
            {
                Addresses = Some([.. group.Where(each => each.Ready).Select(each => each.Address)]),
                NotReadyAddresses = Some([.. group.Where(each => !each.Ready).Select(each => each.Address)]),
                Ports = Some(group.First().Ports),
            });
        return ([.. subsets], listed.Count > Limit);
    }

    private static EndpointAddress Address(Service service, Pod pod) => new()
    {
        Ip = EndpointSelection.AddressOf(pod),
        Hostname = EndpointSelection.HostnameOf(service, pod),
        NodeName = pod.Spec.NodeName,
        TargetRef = EndpointSelection.ReferenceTo(pod),
    };

    private static List<EndpointPort> Ports(Service service, Pod pod) =>
    [
        .. TargetPorts.Of(service, pod)
            .Select(each => new EndpointPort
            {
                Name = string.IsNullOrEmpty(each.Port.Name) ? null : each.Port.Name,
                Port = each.Target,
                Protocol = each.Port.Protocol ?? "TCP",
                AppProtocol = each.Port.AppProtocol,
            })
            .OrderBy(port => port.Name, StringComparer.Ordinal),
    ];

    private static List<T>? Some<T>(List<T> list) => list.Count == 0 ? null : list;
}
