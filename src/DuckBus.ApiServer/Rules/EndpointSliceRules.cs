using System.Net;
using System.Net.Sockets;
using DuckBus.Model.Discovery;
using DuckBus.Model.Errors;

namespace DuckBus.ApiServer.Rules;

/// <summary>EndpointSlices.</summary>
internal sealed class EndpointSliceRules : KindRules<EndpointSlice>
{
    private const int MaxEndpoints = 1_000;
    private const int MaxAddresses = 100;

    protected override EndpointSlice Default(EndpointSlice resource) => resource with
    {
        // kubectl describe takes both for granted.
        Ports = resource.Ports?.Select(port => port with { Name = port.Name ?? "", Protocol = port.Protocol ?? "TCP" }).ToList(),
    };

    protected override void Validate(EndpointSlice resource, Problems problems)
    {
        problems.OneOf(resource.AddressType, "addressType", "FQDN", "IPv4", "IPv6");
        var endpoints = resource.Endpoints ?? [];
        if (endpoints.Count > MaxEndpoints) problems.Add(StatusCause.Invalid("endpoints", endpoints.Count, $"must have at most {MaxEndpoints} items"));
        foreach (var (i, endpoint) in endpoints.Index()) Validate(endpoint, resource.AddressType, $"endpoints[{i}]", problems);
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (i, port) in (resource.Ports ?? []).Index())
        {
            var name = port.Name ?? "";
            if (!names.Add(name)) problems.Add(StatusCause.Duplicate($"ports[{i}].name", name));
            else problems.Check(name.Length == 0 || Names.IsDnsLabel(name), () => StatusCause.Invalid($"ports[{i}].name", name, Names.LabelRule));
            EndpointsRules.Port(port.Port, port.Protocol, $"ports[{i}]", problems);
        }
    }

    protected override void ValidateUpdate(EndpointSlice before, EndpointSlice after, Problems problems) =>
        problems.Immutable(before.AddressType, after.AddressType, "addressType");

    private static void Validate(Endpoint endpoint, string? type, string field, Problems problems)
    {
        var addresses = endpoint.Addresses ?? [];
        if (addresses.Count == 0) problems.Add(StatusCause.Required($"{field}.addresses", "must contain at least 1 address"));
        if (addresses.Count > MaxAddresses) problems.Add(StatusCause.Invalid($"{field}.addresses", addresses.Count, $"must have at most {MaxAddresses} items"));
        foreach (var (i, address) in addresses.Index())
            problems.Check(Fits(address, type), () => StatusCause.Invalid($"{field}.addresses[{i}]", address, type == "FQDN" ? Names.SubdomainRule : $"must be an {type} address"));
        problems.Check(endpoint.Hostname is null || Names.IsDnsLabel(endpoint.Hostname), () => StatusCause.Invalid($"{field}.hostname", endpoint.Hostname, Names.LabelRule));
        problems.Check(endpoint.NodeName is null || Names.IsDnsSubdomain(endpoint.NodeName), () => StatusCause.Invalid($"{field}.nodeName", endpoint.NodeName, Names.SubdomainRule));
    }

    private static bool Fits(string address, string? type) => type switch
    {
        "IPv4" => IPAddress.TryParse(address, out var ip) && ip.AddressFamily == AddressFamily.InterNetwork && ip.ToString() == address,
        "IPv6" => IPAddress.TryParse(address, out var ip) && ip.AddressFamily == AddressFamily.InterNetworkV6,
        _ => Names.IsDnsSubdomain(address),
    };
}
