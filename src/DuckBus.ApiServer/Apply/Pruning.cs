using System.Text.Json;
using System.Text.Json.Nodes;
using DuckBus.ApiServer.ManagedFields;

namespace DuckBus.ApiServer.Apply;

/// <summary>Takes away what a manager applied before, applies no longer, and nobody else owns. Pure.</summary>
internal static class Pruning
{
    /// <summary>The value without what was given up; null if nothing is left of it.</summary>
    /// <param name="shape">How the value is owned.</param>
    /// <param name="value">The live value with the new configuration laid over it.</param>
    /// <param name="before">What the manager owned before.</param>
    /// <param name="owned">What anybody owns now.</param>
    public static JsonNode? Of(Shape shape, JsonElement value, FieldSet before, FieldSet owned)
    {
        if (before.Children.Count == 0) return TypedMerge.Node(value);
        return (Values.FormOf(shape, value), value.ValueKind) switch
        {
            (ShapeForm.Object, JsonValueKind.Object) => Fields(shape, value, before, owned),
            (ShapeForm.KeyedList or ShapeForm.Set, JsonValueKind.Array) => Items(shape, value, before, owned),
            _ => TypedMerge.Node(value),
        };
    }

    private static JsonObject? Fields(Shape shape, JsonElement value, FieldSet before, FieldSet owned)
    {
        var kept = new JsonObject();
        var pruned = false;
        foreach (var property in value.EnumerateObject())
        {
            var (step, inner, known) = Values.Field(shape, property.Name);
            var (was, now) = (before.Below(step), owned.Below(step));
            if (Has(was, known) && !Has(now, known)) pruned = true;
            else if (Of(inner, property.Value, was, now) is { } left) kept[property.Name] = left;
            else if (property.Value.ValueKind == JsonValueKind.Null) kept[property.Name] = null;
            else pruned = true;
        }

        return pruned && kept.Count == 0 && !owned.IsMember ? null : kept;
    }

    private static JsonArray? Items(Shape shape, JsonElement value, FieldSet before, FieldSet owned)
    {
        var kept = new JsonArray();
        var keys = FieldSet.Of(isMember: false, [.. shape.Keys.Select(key => (FieldStep.Field(key.Name), FieldSet.Self))]);
        foreach (var (step, item) in Values.Items(shape, value))
        {
            var (was, now) = (before.Below(step), owned.Below(step));
            if (!was.IsMember || now.IsMember) kept.Add(Of(shape.Items, item, was, now.Union(keys)));
        }

        return kept.Count == 0 && !owned.IsMember ? null : kept;
    }

    /// <summary>A struct is owned by whoever owns something in it; a key or an item only by who owns that itself.</summary>
    private static bool Has(FieldSet set, bool isStructField) => set.IsMember || (isStructField && set.Children.Count > 0);
}
