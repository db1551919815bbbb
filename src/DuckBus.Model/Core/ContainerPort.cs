using System.Text.Json.Serialization;
using DuckBus.Model.Meta;

namespace DuckBus.Model.Core;

/// <summary>ContainerPort represents a network port in a single container.</summary>
public sealed record ContainerPort : Extensible
{
    /// <summary>Number of port to expose on the pod's IP address, 1 to 65535.</summary>
    [JsonPropertyName("containerPort")]
    public int Port { get; init; }

    /// <summary>Number of port to expose on the host.</summary>
    public int? HostPort { get; init; }

    /// <summary>What host IP to bind the external port to.</summary>
    public string? HostIP { get; init; }

    /// <summary>Name of the port, unique within the pod.</summary>
    public string? Name { get; init; }

    /// <summary>TCP (the default), UDP or SCTP.</summary>
    public string? Protocol { get; init; }
}
