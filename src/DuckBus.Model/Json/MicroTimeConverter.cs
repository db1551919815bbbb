using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace DuckBus.Model.Json;

/// <summary>Kubernetes' <c>MicroTime</c>: RFC 3339 in UTC with microseconds, as in leases and events.</summary>
public sealed class MicroTimeConverter : JsonConverter<DateTimeOffset>
{
    /// <inheritdoc />
    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        TimeConverter.ReadTime(ref reader);

    /// <inheritdoc />
    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture));
}
