using System.Net;
using DuckBus.Model.Core;
using DuckBus.Model.Errors;

namespace DuckBus.ApiServer.Rules;

/// <summary>Endpoints.</summary>
internal sealed class EndpointsRules : KindRules<Endpoints>
{
    protected override Endpoints Default(Endpoints resource) => resource with
    {
        Subsets = resource.Subsets?.Select(subset => subset with
        {
            Ports = subset.Ports?.Select(port => port with { Protocol = port.Protocol ?? "TCP" }).ToList(),
        }).ToList(),
    };

    protected override void Validate(Endpoints resource, Problems problems)
    {
        foreach (var (i, subset) in (resource.Subsets ?? []).Index()) Validate(subset, $"subsets[{i}]", problems);
    }

    /// <summary>What holds for the number and the protocol of a port behind a service.</summary>
    public static void Port(int? port, string? protocol, string field, Problems problems)
    {
        problems.Check(port is null or (> 0 and < 65536), () => StatusCause.Invalid($"{field}.port", port, "must be between 1 and 65535, inclusive"));
        problems.OneOf(protocol, $"{field}.protocol", "SCTP", "TCP", "UDP");
    }

    private static void Validate(EndpointSubset subset, string field, Problems problems)
    {
        if (subset is { Addresses: null or { Count: 0 }, NotReadyAddresses: null or { Count: 0 } })
            problems.Add(StatusCause.Required(field, "must specify `addresses` or `notReadyAddresses`"));
        foreach (var (i, address) in (subset.Addresses ?? []).Index()) Validate(address, $"{field}.addresses[{i}]", problems);
        foreach (var (i, address) in (subset.NotReadyAddresses ?? []).Index()) Validate(address, $"{field}.notReadyAddresses[{i}]", problems);
        var ports = subset.Ports ?? [];
        foreach (var (i, port) in ports.Index())
        {
            if (string.IsNullOrEmpty(port.Name))
            {
                if (ports.Count > 1) problems.Add(StatusCause.Required($"{field}.ports[{i}].name"));
            }
            else
                problems.Check(Names.IsDnsLabel(port.Name), () => StatusCause.Invalid($"{field}.ports[{i}].name", port.Name, Names.LabelRule));
            if (port.Port is null) problems.Add(StatusCause.Required($"{field}.ports[{i}].port"));
            Port(port.Port, port.Protocol, $"{field}.ports[{i}]", problems);
        }
    }

    private static void Validate(EndpointAddress address, string field, Problems problems)
    {
        problems.Check(IPAddress.TryParse(address.Ip, out _), () => StatusCause.Invalid($"{field}.ip", address.Ip, "must be a valid IP address"));
        problems.Check(string.IsNullOrEmpty(address.Hostname) || Names.IsDnsLabel(address.Hostname), () =>
            StatusCause.Invalid($"{field}.hostname", address.Hostname, Names.LabelRule));
    }
}
