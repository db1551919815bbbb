using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using DuckBus.Model.Json;

namespace DuckBus.ApiServer.ManagedFields;

/// <summary>A <see cref="FieldSet"/> as Kubernetes writes it: a tree of objects, with <c>.</c> for a value that has children and is in the set itself.</summary>
internal static class FieldsV1
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    private const int Kept = 512;
    private const int LongestKept = 4096;
    private static readonly Recent<RawJson, FieldSet> Known = new(Kept);

    /// <summary>The set as JSON. It is written once for a set.</summary>
    public static RawJson Write(FieldSet set) => set.Text ??= Encode(set);

    /// <summary>The set that the JSON describes; null if it describes none. Objects of one template have the same text, which is read once.</summary>
    public static FieldSet? Read(RawJson json)
    {
        if (Known.TryGet(json, out var known)) return known;
        using var document = JsonDocument.Parse(json.Utf8);
        var set = Read(document.RootElement, isRoot: true);
        if (set is not null && json.Utf8.Length <= LongestKept) Known.Keep(json, set);
        return set;
    }

    private static RawJson Encode(FieldSet set)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using (var writer = new Utf8JsonWriter(buffer, Options)) Write(writer, set, isRoot: true);
        return new RawJson(buffer.WrittenSpan.ToArray());
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
