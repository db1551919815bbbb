using System.Text.Json;
using System.Text.Json.Serialization;

namespace DuckBus.Model.Meta;

/// <summary>Base of every type of the model. Fields that DuckBus does not know survive a round trip through it.</summary>
public abstract record Extensible
{
    /// <summary>The JSON fields that the type does not declare, by name, kept as they came.</summary>
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? UnknownFields { get; set; }
}
