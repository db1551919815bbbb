using System.Text.Json.Nodes;
using DuckBus.Model.Schema;

namespace DuckBus.ApiServer.Tests.Patches;

/// <summary>Computes strategic merge patches the way kubectl's apply does.</summary>
internal static class StrategicDiff
{
    /// <summary>What a client sends that applied <paramref name="last"/> before, now wants <paramref name="wanted"/>, and finds <paramref name="live"/>.</summary>
    public static JsonObject ThreeWay(JsonObject last, JsonObject wanted, JsonObject live, TypeSchema type)
    {
        // Additions and changes against what is there, removals against what was applied before.
        var patch = Objects(live, wanted, Whole(type), removals: false);
        Add(patch, Objects(last, wanted, Whole(type), removals: true, changes: false));
        return patch;
    }

    /// <summary>What makes one object of the other.</summary>
    public static JsonObject TwoWay(JsonObject before, JsonObject after, TypeSchema type) => Objects(before, after, Whole(type), removals: true);

    private static ValueSchema Whole(TypeSchema type) => new(ValueForm.Object, type.Type, null, type);

    private static JsonObject Objects(JsonObject before, JsonObject after, ValueSchema? form, bool removals, bool changes = true)
    {
        var patch = new JsonObject();
        foreach (var (name, value) in after)
        {
            if (!before.TryGetPropertyValue(name, out var old))
            {
                if (changes) patch[name] = value!.DeepClone();
            }
            else if (!JsonNode.DeepEquals(old, value))
            {
                Field(patch, name, old!, value!, form, removals, changes);
            }
        }

        if (removals)
            foreach (var (name, _) in before.Where(entry => !after.ContainsKey(entry.Key)))
                patch[name] = null;
        return patch;
    }

    private static void Field(JsonObject patch, string name, JsonNode old, JsonNode value, ValueSchema? parent, bool removals, bool changes)
    {
        var field = parent?.Fields?.Find(name);
        if (old is JsonObject from && value is JsonObject to)
        {
            var inner = Objects(from, to, field?.Value ?? parent?.Items, removals, changes);
            if (field?.RetainKeys == true) inner["$retainKeys"] = new JsonArray([.. to.Select(entry => JsonValue.Create(entry.Key))]);
            if (inner.Count > 0) patch[name] = inner;
        }
        else if (field?.MergeKey is { } key)
        {
            var items = Items(old.AsArray(), value.AsArray(), key, field.Value.Items, removals, changes);
            if (items.Count > 0) patch[name] = items;
            if (changes) patch["$setElementOrder/" + name] = new JsonArray([.. value.AsArray().Select(item => new JsonObject { [key] = item![key]!.DeepClone() })]);
        }
        else if (field?.IsSet == true)
        {
            var (was, wanted) = (Texts(old), Texts(value));
            if (removals && was.Except(wanted).Any()) patch["$deleteFromPrimitiveList/" + name] = Values(was.Except(wanted));
            if (changes && wanted.Except(was).Any()) patch[name] = Values(wanted.Where(text => !was.Contains(text)));
            if (changes) patch["$setElementOrder/" + name] = Values(wanted);
        }
        else if (changes)
        {
            patch[name] = value.DeepClone();
        }
    }

    private static JsonArray Items(JsonArray before, JsonArray after, string key, ValueSchema? form, bool removals, bool changes)
    {
        var patch = new JsonArray();
        foreach (var item in after.Select(item => item!.AsObject()))
        {
            var old = before.FirstOrDefault(o => JsonNode.DeepEquals(o![key], item[key]))?.AsObject();
            var inner = old is not null ? Objects(old, item, form, removals, changes) : changes ? item.DeepClone().AsObject() : [];
            if (inner.Count == 0) continue;
            inner[key] = item[key]!.DeepClone();
            patch.Add((JsonNode)inner);
        }

        if (removals)
            foreach (var gone in before.Where(o => !after.Any(item => JsonNode.DeepEquals(item![key], o![key]))))
                patch.Add((JsonNode)new JsonObject { [key] = gone![key]!.DeepClone(), ["$patch"] = "delete" });
        return patch;
    }

    /// <summary>Adds the removals to the changes, item by item.</summary>
    private static void Add(JsonObject patch, JsonObject removals)
    {
        foreach (var (name, value) in removals)
        {
            if (name == "$retainKeys" && patch.ContainsKey(name)) continue; // Both were taken of what is wanted.
            if (patch[name] is JsonObject map && value is JsonObject more) Add(map, more);
            else if (patch[name] is JsonArray list && value is JsonArray others) patch[name] = Sorted(list, others, patch["$setElementOrder/" + name]!.AsArray());
            else patch[name] = value?.DeepClone();
        }
    }

    /// <summary>Items to change and items to remove, in the order that the patch asks for.</summary>
    private static JsonArray Sorted(JsonArray patch, JsonArray removals, JsonArray order)
    {
        var items = patch.Select(item => item!.DeepClone().AsObject()).ToList();
        foreach (var removal in removals.Select(item => item!.AsObject()))
        {
            var (key, id) = removal.Last(entry => entry.Key != "$patch");
            if (items.Find(item => JsonNode.DeepEquals(item[key], id)) is { } same) Add(same, removal);
            else items.Add(removal.DeepClone().AsObject());
        }

        return [.. items.OrderBy(item => Place(item, order))];
    }

    private static int Place(JsonObject item, JsonArray order)
    {
        for (var i = 0; i < order.Count; i++)
            if (order[i]!.AsObject().All(entry => JsonNode.DeepEquals(item[entry.Key], entry.Value)))
                return i;
        return order.Count;
    }

    private static string[] Texts(JsonNode list) => [.. list.AsArray().Select(value => value!.GetValue<string>())];

    private static JsonArray Values(IEnumerable<string> texts) => new([.. texts.Select(text => JsonValue.Create(text))]);
}
