using System.Text.Json.Serialization;
using DuckBus.Model.Meta;
using DuckBus.Model.Schema;

namespace DuckBus.Model.Core;

/// <summary>ContainerPort represents a network port in a single container.</summary>
public sealed record ContainerPort : Extensible
{
    /// <summary>Number of port to expose on the pod's IP address, 1 to 65535.</summary>
    [JsonPropertyName("containerPort")]
    [Proto(3), Required]
    public int Port { get; init; }

    /// <summary>Number of port to expose on the host.</summary>
    [Proto(2)]
    public int? HostPort { get; init; }

    /// <summary>What host IP to bind the external port to.</summary>
    [Proto(5)]
    public string? HostIP { get; init; }

    /// <summary>Name of the port, unique within the pod.</summary>
    [Proto(1)]
    public string? Name { get; init; }

    /// <summary>TCP (the default), UDP or SCTP.</summary>
    [Proto(4), Default("TCP"), Values("TCP", "UDP", "SCTP")]
    public string? Protocol { get; init; }
}
