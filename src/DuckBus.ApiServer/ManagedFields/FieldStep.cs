using System.Buffers;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using DuckBus.Model.Json;

namespace DuckBus.ApiServer.ManagedFields;

/// <summary>
/// One step of a path, in the text that FieldsV1 has for it: <c>f:name</c> a field or the key of a map, <c>k:{"name":"web"}</c>
/// an item of a list by its keys, <c>v:"a"</c> an item of a set, <c>i:0</c> an item that has no keys. The text is canonical,
/// so that two steps are the same when their texts are.
/// </summary>
internal static class FieldStep
{
    /// <summary>What stands for itself in JSON: there is one way to write a text of these.</summary>
    private static readonly SearchValues<byte> Plain = SearchValues.Create([.. Enumerable.Range(' ', '~' - ' ' + 1).Select(c => (byte)c).Where(c => c != '\\')]);

    /// <summary>The step to a field, or to a key of a map.</summary>
    public static string Field(string name) => "f:" + name;

    /// <summary>The step to an item without keys.</summary>
    public static string Index(int index) => $"i:{index}";

    /// <summary>The step to an item of a set.</summary>
    public static string Value(JsonElement value) => "v:" + Compact(value);

    /// <summary>The step to an item with these keys.</summary>
    public static string Keys(IEnumerable<(string Name, JsonElement Value)> keys)
    {
        var text = new StringBuilder("k:{");
        foreach (var (name, value) in keys.OrderBy(key => key.Name, StringComparer.Ordinal))
        {
            if (text.Length > 3) text.Append(',');
            text.Append(JsonSerializer.Serialize(name, ModelJson.Options)).Append(':').Append(Compact(value));
        }

        return text.Append('}').ToString();
    }

    /// <summary>The canonical text of a step that somebody else wrote; null if it is none.</summary>
    public static string? Parse(string text)
    {
        if (text.Length < 2) return null;
        try
        {
            switch (text[..2])
            {
                case "f:":
                    return text;
                case "i:":
                    return int.TryParse(text.AsSpan(2), out var index) ? Index(index) : null;
                case "v:":
                    using (var value = JsonDocument.Parse(text.AsMemory(2))) return Value(value.RootElement);
                case "k:":
                    using (var keys = JsonDocument.Parse(text.AsMemory(2)))
                        return Keys(keys.RootElement.EnumerateObject().Select(key => (key.Name, key.Value)));
                default:
                    return null;
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or ArgumentException)
        {
            return null;
        }
    }

    /// <summary>The step as people write it in a path: <c>.name</c>, <c>[name="web"]</c>, <c>[="a"]</c>, <c>[0]</c>.</summary>
    public static string Show(string step)
    {
        switch (step[0])
        {
            case 'f':
                return "." + step[2..];
            case 'k':
                using (var keys = JsonDocument.Parse(step.AsMemory(2)))
                    return $"[{string.Join(',', keys.RootElement.EnumerateObject().Select(key => $"{key.Name}={key.Value.GetRawText()}"))}]";
            case 'v':
                return $"[={step[2..]}]";
            default:
                return $"[{step[2..]}]";
        }
    }

    private static string Compact(JsonElement value)
    {
        var raw = JsonMarshal.GetRawUtf8Value(value);
        return value.ValueKind is not (JsonValueKind.Object or JsonValueKind.Array) && !raw.ContainsAnyExcept(Plain)
            ? Encoding.ASCII.GetString(raw)
            : JsonSerializer.Serialize(value, ModelJson.Options);
    }
}
