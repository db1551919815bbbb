using System.Buffers;
using System.Text.Json;
using DuckBus.Model.Schema;

namespace DuckBus.ApiServer.Http.Fields;

/// <summary>Makes JSON whose objects have each field once, and no field that their type does not have. Kubernetes drops those, too.</summary>
internal static class KnownFields
{
    /// <summary>The same text, with the last value of each field that is given twice.</summary>
    /// <param name="json">An object or a list.</param>
    /// <param name="type">The type whose fields are kept; null keeps all.</param>
    public static byte[] Keep(ReadOnlyMemory<byte> json, Type? type)
    {
        using var document = JsonDocument.Parse(json);
        var output = new ArrayBufferWriter<byte>(json.Length);
        var schema = type is null ? null : new ValueSchema(ValueForm.Object, type, null, TypeSchema.Of(type));
        using (var writer = new Utf8JsonWriter(output)) Write(document.RootElement, schema, writer);
        return output.WrittenSpan.ToArray();
    }

    private static void Write(JsonElement value, ValueSchema? schema, Utf8JsonWriter writer)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                var last = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
                foreach (var field in value.EnumerateObject()) last[field.Name] = field.Value;
                writer.WriteStartObject();
                foreach (var (name, field) in last)
                {
                    var known = schema?.Fields?.Find(name);
                    if (known is null && schema?.Fields is not null) continue;
                    writer.WritePropertyName(name);
                    Write(field, known?.Value ?? schema?.Items, writer);
                }

                writer.WriteEndObject();
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (var item in value.EnumerateArray()) Write(item, schema?.Items, writer);
                writer.WriteEndArray();
                break;
            default:
                value.WriteTo(writer);
                break;
        }
    }
}
