using DuckBus.Model.Meta;
using DuckBus.Model.Schema;

namespace DuckBus.Model.Core;

/// <summary>EndpointSubset is a set of addresses that offer the same ports.</summary>
public sealed record EndpointSubset : Extensible
{
    /// <summary>Addresses that are ready.</summary>
    [Proto(1)]
    public IReadOnlyList<EndpointAddress>? Addresses { get; init; }

    /// <summary>Addresses that are not ready.</summary>
    [Proto(2)]
    public IReadOnlyList<EndpointAddress>? NotReadyAddresses { get; init; }

    /// <summary>The ports of each address.</summary>
    [Proto(3)]
    public IReadOnlyList<EndpointPort>? Ports { get; init; }
}
