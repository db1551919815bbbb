using System.Text.Json.Serialization;
using DuckBus.Model.Meta;
using DuckBus.Model.Schema;

namespace DuckBus.Model.Core;

/// <summary>EndpointPort is a port that endpoints offer.</summary>
public sealed record EndpointPort : Extensible
{
    /// <summary>The name, that of the service's port.</summary>
    [Proto(1)]
    public string? Name { get; init; }

    /// <summary>The port.</summary>
    [Proto(2)]
    [JsonPropertyName("port")]
    public int? Port { get; init; }

    /// <summary>TCP, UDP or SCTP.</summary>
    [Proto(3)]
    public string? Protocol { get; init; }

    /// <summary>The protocol on top, as a hint.</summary>
    [Proto(4)]
    public string? AppProtocol { get; init; }
}
