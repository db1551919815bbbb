using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using DuckBus.Model.Json;

namespace DuckBus.ApiServer.ManagedFields;

/// <summary>A <see cref="FieldSet"/> as Kubernetes writes it: a tree of objects, with <c>.</c> for a value that has children and is in the set itself.</summary>
internal static class FieldsV1
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    /// <summary>The set as JSON.</summary>
    public static RawJson Write(FieldSet set)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using (var writer = new Utf8JsonWriter(buffer, Options)) Write(writer, set, isRoot: true);
        return new RawJson(buffer.WrittenSpan.ToArray());
    }

    /// <summary>The set that the JSON describes; null if it describes none.</summary>
    public static FieldSet? Read(RawJson json)
    {
        using var document = JsonDocument.Parse(json.Utf8);
        return Read(document.RootElement, isRoot: true);
    }

    private static void Write(Utf8JsonWriter writer, FieldSet set, bool isRoot)
    {
        writer.WriteStartObject();
        if (set.IsMember && (isRoot || set.Children.Count > 0))
        {
            writer.WriteStartObject("."u8);
            writer.WriteEndObject();
        }

        foreach (var (step, below) in set.Children)
        {
            writer.WritePropertyName(step);
            Write(writer, below, isRoot: false);
        }

        writer.WriteEndObject();
    }

    private static FieldSet? Read(JsonElement json, bool isRoot)
    {
        if (json.ValueKind != JsonValueKind.Object) return null;
        var (isMember, below) = (false, new List<(string, FieldSet)>());
        foreach (var property in json.EnumerateObject())
        {
            if (property.NameEquals("."u8))
            {
                isMember = true;
                continue;
            }

            if (FieldStep.Parse(property.Name) is not { } step || Read(property.Value, isRoot: false) is not { } child) return null;
            below.Add((step, child));
        }

        return FieldSet.Of(isMember || (!isRoot && below.Count == 0), below);
    }
}
