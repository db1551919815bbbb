using System.Text.Json.Serialization;
using DuckBus.Model.Meta;
using DuckBus.Model.Schema;

namespace DuckBus.Model.Core;

/// <summary>PortStatus is the state of a port of a load balancer.</summary>
public sealed record PortStatus : Extensible
{
    /// <summary>The port.</summary>
    [Proto(1)]
    [JsonPropertyName("port")]
    public int? Port { get; init; }

    /// <summary>TCP, UDP or SCTP.</summary>
    [Proto(2)]
    public string? Protocol { get; init; }

    /// <summary>What is wrong with it.</summary>
    [Proto(3)]
    public string? Error { get; init; }
}
