using System.Text.Json.Serialization;
using DuckBus.Model.Kinds;
using DuckBus.Model.Meta;
using DuckBus.Model.Schema;

namespace DuckBus.Model.Discovery;

/// <summary>EndpointSlice lists a part of the endpoints of a service, which its label <c>kubernetes.io/service-name</c> names.</summary>
[Kind("discovery.k8s.io", "v1", "endpointslices")]
public sealed record EndpointSlice : Resource
{
    /// <summary>The label with the name of the service that a slice belongs to.</summary>
    public const string ServiceNameLabel = "kubernetes.io/service-name";

    /// <summary>The type of the addresses: IPv4, IPv6 or FQDN.</summary>
    [Proto(4)]
    [Required]
    [Values("IPv4", "IPv6", "FQDN")]
    public string? AddressType { get; init; }

    /// <summary>The endpoints.</summary>
    [Proto(2)]
    [Required]
    public IReadOnlyList<Endpoint>? Endpoints { get; init; }

    /// <summary>The ports of each endpoint.</summary>
    [Proto(3)]
    public IReadOnlyList<EndpointPort>? Ports { get; init; }

    /// <inheritdoc />
    [JsonIgnore]
    public override object? DesiredState => new { AddressType, Endpoints, Ports };
}
