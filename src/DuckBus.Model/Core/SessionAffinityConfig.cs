using System.Text.Json.Serialization;
using DuckBus.Model.Meta;
using DuckBus.Model.Schema;

namespace DuckBus.Model.Core;

/// <summary>SessionAffinityConfig holds the settings of a service's session affinity.</summary>
public sealed record SessionAffinityConfig : Extensible
{
    /// <summary>The settings of affinity by the client's address.</summary>
    [Proto(1)]
    [JsonPropertyName("clientIP")]
    public ClientIPConfig? ClientIP { get; init; }
}
