using System.Text.Json;
using System.Text.Json.Nodes;
using DuckBus.ApiServer.ManagedFields;

namespace DuckBus.ApiServer.Apply;

/// <summary>
/// Lays an applied configuration over the live object: what is owned as a whole is replaced, fields, keys and items are
/// merged one by one. Pure.
/// </summary>
internal static class TypedMerge
{
    /// <summary>The value with the configuration laid over it.</summary>
    public static JsonNode? Of(Shape shape, JsonElement live, JsonElement applied)
    {
        if (applied.ValueKind == JsonValueKind.Null && Values.FormOf(shape, live) != ShapeForm.Leaf) return Node(live);
        var form = Values.FormOf(shape, applied);
        if (form == ShapeForm.Leaf || form != Values.FormOf(shape, live)) return Node(applied);
        return form == ShapeForm.Object ? Fields(shape, live, applied) : Items(shape, live, applied);
    }

    /// <summary>The value as a node.</summary>
    public static JsonNode? Node(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => JsonObject.Create(value),
        JsonValueKind.Array => JsonArray.Create(value),
        JsonValueKind.Null => null,
        _ => JsonValue.Create(value),
    };

    private static JsonObject Fields(Shape shape, JsonElement live, JsonElement applied)
    {
        var merged = new JsonObject();
        var config = Values.Fields(applied);
        foreach (var (name, value) in Values.Fields(live))
            merged[name] = config.Remove(name, out var over) ? Of(Values.Field(shape, name).Shape, value, over) : Node(value);
        foreach (var (name, value) in config) merged[name] = Node(value);
        return merged;
    }

    /// <summary>
    /// Items that both have come in the order of the configuration; items that only the live list has keep their place among
    /// them, and new ones come where the configuration has them.
    /// </summary>
    private static JsonArray Items(Shape shape, JsonElement live, JsonElement applied)
    {
        var merged = new JsonArray();
        var mine = Values.Items(shape, applied).ToList();
        var theirs = Values.Items(shape, live).ToLookup(item => item.Step, item => item.Item, StringComparer.Ordinal);
        var configured = mine.Select(item => item.Step).ToHashSet(StringComparer.Ordinal);
        var (next, taken) = (0, new HashSet<string>(StringComparer.Ordinal));
        foreach (var (step, item) in Values.Items(shape, live))
        {
            if (!configured.Contains(step)) merged.Add(Node(item));
            else if (mine.Skip(next).FirstOrDefault(one => theirs.Contains(one.Step)).Step == step)
                while (!taken.Contains(step)) Take();
        }

        while (next < mine.Count) Take();
        return merged;

        void Take()
        {
            var (step, item) = mine[next++];
            taken.Add(step);
            merged.Add(theirs[step].ToList() is [var before] ? Of(shape.Form == ShapeForm.Set ? Shape.Leaf : shape.Items, before, item) : Node(item));
        }
    }
}
