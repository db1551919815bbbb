using System.Text.Json.Nodes;
using DuckBus.Model.Schema;

namespace DuckBus.ApiServer.Tests.Apply;

/// <summary>Configurations at random, of any type of the model: a few fields of it, with values from a small stock, so that two of them often meet.</summary>
internal sealed class RandomConfiguration(int seed)
{
    private static readonly string[] Unowned = ["apiVersion", "kind", "status", "name", "namespace", "generateName", "managedFields", "uid",
        "resourceVersion", "generation", "creationTimestamp", "deletionTimestamp", "deletionGracePeriodSeconds", "selfLink"];

    private readonly Random random = new(seed);

    /// <summary>A configuration.</summary>
    /// <param name="schema">The type.</param>
    /// <param name="depth">How deep it goes.</param>
    /// <param name="may">Whether a field may be in it; all if null.</param>
    public JsonObject Of(TypeSchema schema, int depth = 6, Func<string, bool>? may = null)
    {
        var result = new JsonObject();
        foreach (var field in schema.Fields)
        {
            if (depth == 6 ? Unowned.Contains(field.Name) : field.Property.DeclaringType == typeof(Model.Meta.ObjectMeta) && Unowned.Contains(field.Name)) continue;
            if (depth < 6 && random.Next(100) >= 45) continue;
            if (may is not null && !may(field.Name)) continue;
            if (Field(field, depth - 1) is { } value) result[field.Name] = value;
        }

        return result;
    }

    private JsonNode? Field(FieldSchema field, int depth)
    {
        if (depth == 0) return null;
        if (field.Value.Form != ValueForm.List) return Value(field.Value, depth);
        if (field.Values.Count > 0) return null;
        var items = new Dictionary<string, JsonNode>(StringComparer.Ordinal);
        for (var i = random.Next(1, 4); i > 0; i--)
        {
            if (Value(field.Value.Items!, depth) is not { } item) continue;
            foreach (var key in field.ListKeys) item[key] = Value(field.Value.Items!.Fields!.Find(key)!.Value, 1);
            var id = field.ListKeys.Count > 0 ? string.Join('/', field.ListKeys.Select(key => item[key]!.ToJsonString())) : item.ToJsonString();
            items[id] = item;
        }

        return items.Count == 0 ? null : new JsonArray([.. items.Values]);
    }

    private JsonNode? Value(ValueSchema value, int depth) => value.Form switch
    {
        ValueForm.Object => Of(value.Fields!, depth),
        ValueForm.Map => Map(value.Items!, depth),
        ValueForm.List => new JsonArray(Value(value.Items!, depth)),
        ValueForm.Integer => random.Next(1, 4),
        ValueForm.Number => random.Next(1, 4) / 2.0,
        ValueForm.Boolean => random.Next(2) == 0,
        ValueForm.Quantity => $"{random.Next(1, 4)}Mi",
        ValueForm.IntOrString => random.Next(2) == 0 ? random.Next(1, 4) : "25%",
        ValueForm.Time => "2026-01-02T03:04:05Z",
        ValueForm.MicroTime => "2026-01-02T03:04:05.000006Z",
        ValueForm.Bytes => "YQ==",
        ValueForm.Any => new JsonObject { ["x"] = random.Next(1, 4) },
        _ => $"{(char)('a' + random.Next(4))}",
    };

    private JsonObject Map(ValueSchema items, int depth)
    {
        var map = new JsonObject();
        for (var i = random.Next(1, 4); i > 0; i--) map[$"{(char)('a' + random.Next(4))}"] = Value(items, depth - 1);
        return map;
    }
}
