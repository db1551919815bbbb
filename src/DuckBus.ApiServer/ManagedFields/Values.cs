using System.Runtime.InteropServices;
using System.Text.Json;

namespace DuckBus.ApiServer.ManagedFields;

/// <summary>JSON values, looked at as something that can be owned.</summary>
internal static class Values
{
    /// <summary>How the value is owned, given what it really is: a value that does not have the form it should have is a leaf.</summary>
    public static ShapeForm FormOf(Shape shape, JsonElement value) => (shape.Form, value.ValueKind) switch
    {
        (_, JsonValueKind.Null) => shape.Form == ShapeForm.Unknown ? ShapeForm.Leaf : shape.Form,
        (ShapeForm.Object or ShapeForm.Unknown, JsonValueKind.Object) => ShapeForm.Object,
        (ShapeForm.KeyedList or ShapeForm.Set, JsonValueKind.Array) => shape.Form,
        _ => ShapeForm.Leaf,
    };

    /// <summary>Whether there is nothing in the value: it is null, or a list or an object without content.</summary>
    public static bool IsBlank(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => true,
        JsonValueKind.Object => value.GetPropertyCount() == 0,
        JsonValueKind.Array => value.GetArrayLength() == 0,
        _ => false,
    };

    /// <summary>Whether two values are the same, however they are written.</summary>
    public static bool Same(JsonElement a, JsonElement b) =>
        SameText(a, b) || JsonElement.DeepEquals(a, b);

    /// <summary>Whether two values are written the same.</summary>
    public static bool SameText(JsonElement a, JsonElement b) => JsonMarshal.GetRawUtf8Value(a).SequenceEqual(JsonMarshal.GetRawUtf8Value(b));

    /// <summary>The fields of an object by name; none if the value is no object.</summary>
    public static Dictionary<string, JsonElement> Fields(JsonElement value)
    {
        var fields = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        if (value.ValueKind == JsonValueKind.Object)
            foreach (var property in value.EnumerateObject()) fields[property.Name] = property.Value;
        return fields;
    }

    /// <summary>The step to a field of an object, its shape, and whether the model knows it.</summary>
    public static (string Step, Shape Shape, bool Known) Field(Shape shape, string name) =>
        shape.Find(name) is { } field ? (field.Step, field.Shape, true) : (FieldStep.Field(name), shape.Items, false);

    /// <summary>The items of a list with the steps to them; none if the value is no list.</summary>
    public static IEnumerable<(string Step, JsonElement Item)> Items(Shape shape, JsonElement list) =>
        list.ValueKind == JsonValueKind.Array ? list.EnumerateArray().Select((item, index) => (StepTo(shape, item, index), item)) : [];

    /// <summary>The key that an item must have and does not have; null if it has all.</summary>
    public static string? MissingKey(Shape shape, JsonElement item) =>
        shape.Keys.FirstOrDefault(key => key.Default is null && (item.ValueKind != JsonValueKind.Object || !Has(item, key.Name, out _)))?.Name;

    private static string StepTo(Shape shape, JsonElement item, int index)
    {
        if (shape.Form == ShapeForm.Set) return FieldStep.Value(item);
        if (item.ValueKind != JsonValueKind.Object) return FieldStep.Index(index);
        var keys = new List<(string, JsonElement)>(shape.Keys.Count);
        var given = 0;
        foreach (var key in shape.Keys)
            if (Has(item, key.Name, out var value))
            {
                keys.Add((key.Name, value));
                given++;
            }
            else if (key.Default is { } unless)
            {
                keys.Add((key.Name, unless));
            }

        return given > 0 ? FieldStep.Keys(keys) : FieldStep.Index(index);
    }

    private static bool Has(JsonElement item, string name, out JsonElement value) =>
        item.TryGetProperty(name, out value) && value.ValueKind is JsonValueKind.String or JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False;
}
