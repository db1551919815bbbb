using DuckBus.Model.Meta;
using DuckBus.Model.Schema;

namespace DuckBus.Model.Core;

/// <summary>NodeAddress contains information for the node's address.</summary>
public sealed record NodeAddress : Extensible
{
    /// <summary>Hostname, InternalIP or ExternalIP.</summary>
    [Proto(1), Required, Values("Hostname", "InternalIP", "ExternalIP", "InternalDNS", "ExternalDNS")]
    public string Type { get; init; } = "";

    /// <summary>The node address.</summary>
    [Proto(2), Required]
    public string Address { get; init; } = "";
}
