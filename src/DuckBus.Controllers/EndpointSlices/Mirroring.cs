using System.Net;
using System.Net.Sockets;
using DuckBus.Model.Core;
using DuckBus.Model.Discovery;
using EndpointPort = DuckBus.Model.Discovery.EndpointPort;

namespace DuckBus.Controllers.EndpointSlices;

/// <summary>Hand-made Endpoints as EndpointSlices, so that who routes has to read one form only. Pure.</summary>
public static class Mirroring
{
    // The lock of a controller from before there were Leases: nobody routes to it.
    private const string Leader = "control-plane.alpha.kubernetes.io/leader";

    /// <summary>Whether an Endpoints object is mirrored: its service is there and selects nothing, and nobody says otherwise.</summary>
    public static bool IsWanted(Endpoints endpoints, Service? service) =>
        service is { Metadata.DeletionTimestamp: null, Spec: { Selector: null or { Count: 0 } } and not { Type: "ExternalName" } }
        && endpoints.Metadata.Labels?.GetValueOrDefault(SliceLabels.SkipMirror) != "true"
        && endpoints.Metadata.Annotations?.ContainsKey(Leader) != true;

    /// <summary>The endpoints, by their ports and the type of their addresses.</summary>
    public static IReadOnlyList<EndpointGroup> Of(Endpoints endpoints) =>
    [
        .. (endpoints.Subsets ?? [])
            .SelectMany(subset => Addresses(subset).Take(EndpointSubsets.Limit).Select(each => (each.AddressType, each.Endpoint, Ports: Ports(subset))))
            .GroupBy(each => EndpointGroup.SignatureOf(each.AddressType, each.Ports), StringComparer.Ordinal)
            .Select(group => new EndpointGroup(group.First().AddressType, group.First().Ports, [.. group.Select(each => each.Endpoint)])),
    ];

    private static IEnumerable<(string AddressType, Endpoint Endpoint)> Addresses(EndpointSubset subset) =>
        (subset.Addresses ?? []).Select(address => (address, true))
        .Concat((subset.NotReadyAddresses ?? []).Select(address => (address, false)))
        .Where(each => IPAddress.TryParse(each.Item1.Ip, out _))
        .Select(each => (
            IPAddress.Parse(each.Item1.Ip!).AddressFamily == AddressFamily.InterNetworkV6 ? "IPv6" : "IPv4",
            new Endpoint
            {
                Addresses = [each.Item1.Ip!],
                Conditions = new EndpointConditions { Ready = each.Item2 },
                Hostname = each.Item1.Hostname,
                NodeName = each.Item1.NodeName,
                TargetRef = each.Item1.TargetRef,
            }));

    private static List<EndpointPort> Ports(EndpointSubset subset) =>
    [
        .. (subset.Ports ?? []).Select(port => new EndpointPort
        {
            Name = port.Name ?? "",
            Port = port.Port,
            Protocol = port.Protocol ?? "TCP",
            AppProtocol = port.AppProtocol,
        }),
    ];
}
