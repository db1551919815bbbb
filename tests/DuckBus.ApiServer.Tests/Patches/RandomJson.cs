using System.Text.Json.Nodes;
using DuckBus.Model.Schema;

namespace DuckBus.ApiServer.Tests.Patches;

/// <summary>Makes objects by chance that have the form of a type.</summary>
internal static class RandomJson
{
    /// <summary>An object of a type, with some of its fields.</summary>
    public static JsonObject Of(TypeSchema type, Random random, int depth = 6)
    {
        var result = new JsonObject();
        foreach (var field in type.Fields)
            if (random.Next(3) == 0 && Value(field, random, depth) is { } value)
                result[field.Name] = value;
        return result;
    }

    private static JsonNode? Value(FieldSchema field, Random random, int depth)
    {
        if (depth == 0 && field.Value.Form is ValueForm.Object or ValueForm.List or ValueForm.Map) return null;
        if (field.MergeKey is { } key) return new JsonArray([.. Some(random).Select(i => Item(field, key, i, random, depth - 1))]);
        return field.IsSet ? new JsonArray([.. Some(random).Select(i => JsonValue.Create($"v{i}"))]) : Value(field.Value, random, depth);
    }

    private static JsonObject Item(FieldSchema field, string key, int id, Random random, int depth)
    {
        var type = field.Value.Items!.Fields!;
        var item = Of(type, random, depth);
        item[key] = type.Find(key)!.Value.Form == ValueForm.Integer ? JsonValue.Create(id) : JsonValue.Create($"k{id}");
        return item;
    }

    private static JsonNode? Value(ValueSchema value, Random random, int depth) => value.Form switch
    {
        ValueForm.Object => Of(value.Fields!, random, depth - 1),
        ValueForm.List => new JsonArray([.. Some(random).Select(_ => Value(value.Items!, random, depth - 1))]),
        ValueForm.Map => new JsonObject(Some(random).Select(i => KeyValuePair.Create($"m{i}", Value(value.Items!, random, depth - 1)))),
        ValueForm.Boolean => random.Next(2) == 0,
        ValueForm.Integer or ValueForm.Number or ValueForm.IntOrString => random.Next(5),
        _ => $"t{random.Next(5)}",
    };

    /// <summary>Up to three different numbers, in any order.</summary>
    private static IEnumerable<int> Some(Random random)
    {
        var numbers = Enumerable.Range(1, 5).ToArray();
        random.Shuffle(numbers);
        return numbers.Take(random.Next(4));
    }
}
