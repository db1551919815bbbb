using DuckBus.Model.Meta;
using DuckBus.Model.Schema;

namespace DuckBus.Model.Core;

/// <summary>PodDNSConfig is how a pod resolves names, added to what dnsPolicy makes.</summary>
public sealed record PodDnsConfig : Extensible
{
    /// <summary>Addresses of servers; at most 3.</summary>
    [Proto(1)]
    public IReadOnlyList<string>? Nameservers { get; init; }

    /// <summary>Domains to look in; at most 32.</summary>
    [Proto(2)]
    public IReadOnlyList<string>? Searches { get; init; }

    /// <summary>Options of the resolver.</summary>
    [Proto(3)]
    public IReadOnlyList<PodDnsConfigOption>? Options { get; init; }
}
