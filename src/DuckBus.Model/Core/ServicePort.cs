using System.Text.Json.Serialization;
using DuckBus.Model.Meta;
using DuckBus.Model.Schema;
using DuckBus.Model.Values;

namespace DuckBus.Model.Core;

/// <summary>ServicePort is a port that a service offers.</summary>
public sealed record ServicePort : Extensible
{
    /// <summary>The name of the port, a DNS label. A service with several ports must name each.</summary>
    [Proto(1)]
    public string? Name { get; init; }

    /// <summary>TCP (the default), UDP or SCTP.</summary>
    [Proto(2), Default("TCP")]
    [Values("TCP", "UDP", "SCTP")]
    public string? Protocol { get; init; }

    /// <summary>The protocol on top, as a hint: a name of the IANA, or one with a domain in front.</summary>
    [Proto(6)]
    public string? AppProtocol { get; init; }

    /// <summary>The port that the service offers.</summary>
    [Proto(3)]
    [Required]
    [JsonPropertyName("port")]
    public int? Port { get; init; }

    /// <summary>The port of the pods, as a number or as the name of a container's port; the same as <c>port</c> unless given.</summary>
    [Proto(4)]
    public IntOrString? TargetPort { get; init; }

    /// <summary>The port on each node, for services of type NodePort and LoadBalancer; given by the server unless chosen.</summary>
    [Proto(5)]
    public int? NodePort { get; init; }
}
