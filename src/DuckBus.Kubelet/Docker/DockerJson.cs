using System.Text.Json;
using System.Text.Json.Serialization;

namespace DuckBus.Kubelet.Docker;

/// <summary>The engine's JSON: names begin with a capital, or do not; a time that never was is year 1.</summary>
internal static class DockerJson
{
    public static JsonSerializerOptions Options { get; } = new()
    {
        PropertyNameCaseInsensitive = true,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new DockerTimeConverter() },
    };

    public static string Write<T>(T value) => JsonSerializer.Serialize(value, Options);

    public static T? Read<T>(string json) => JsonSerializer.Deserialize<T>(json, Options);
}
