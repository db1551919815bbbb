using System.Buffers;
using System.Text.Json;

namespace DuckBus.ApiServer.Http.Fields;

/// <summary>Makes JSON whose objects have each name once.</summary>
internal static class DuplicateFields
{
    /// <summary>The same text, with the last value of each name that is given twice.</summary>
    public static byte[] KeepLast(ReadOnlyMemory<byte> json)
    {
        using var document = JsonDocument.Parse(json);
        var output = new ArrayBufferWriter<byte>(json.Length);
        using (var writer = new Utf8JsonWriter(output)) Write(document.RootElement, writer);
        return output.WrittenSpan.ToArray();
    }

    private static void Write(JsonElement value, Utf8JsonWriter writer)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                var last = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
                foreach (var field in value.EnumerateObject()) last[field.Name] = field.Value;
                writer.WriteStartObject();
                foreach (var (name, field) in last)
                {
                    writer.WritePropertyName(name);
                    Write(field, writer);
                }

                writer.WriteEndObject();
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (var item in value.EnumerateArray()) Write(item, writer);
                writer.WriteEndArray();
                break;
            default:
                value.WriteTo(writer);
                break;
        }
    }
}
