using System.Text.Json;
using System.Text.Json.Serialization;

namespace DuckBus.Kubelet.Docker;

/// <summary>RFC 3339 with nanoseconds; <c>0001-01-01T00:00:00Z</c>, Go's zero time, is null.</summary>
internal sealed class DockerTimeConverter : JsonConverter<DateTimeOffset?>
{
    public override DateTimeOffset? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.GetString() is { Length: > 0 } text ? DockerTime.Parse(text) : null;

    public override void Write(Utf8JsonWriter writer, DateTimeOffset? value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value?.UtcDateTime.ToString("O"));
}
