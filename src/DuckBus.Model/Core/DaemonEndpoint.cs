using System.Text.Json.Serialization;
using DuckBus.Model.Meta;
using DuckBus.Model.Schema;

namespace DuckBus.Model.Core;

/// <summary>DaemonEndpoint contains information about a single daemon endpoint.</summary>
public sealed record DaemonEndpoint : Extensible
{
    /// <summary>Port number of the given endpoint.</summary>
    [JsonPropertyName("Port")]
    [Proto(1), Required]
    public int Port { get; init; }
}
