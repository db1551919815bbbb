using System.Text;
using System.Text.Json.Nodes;

namespace DuckBus.ApiServer.Tests.Fuzz;

/// <summary>Breaks what was valid: values of the wrong type, fields too many, bytes that are cut or changed.</summary>
internal static class Mutation
{
    private static readonly string[] Fields =
    [
        "$patch", "$retainKeys", "$setElementOrder/containers", "$deleteFromPrimitiveList/finalizers", "$setElementOrder/", "$deleteFromPrimitiveList/",
        "name", "metadata", "spec", "", "foo", "Spec", "🦆", "a/b", "\u0000", "managedFields", "generateName",
    ];

    /// <summary>Changes one place of a document.</summary>
    public static JsonNode? Of(JsonNode? node, Random random)
    {
        if (node is null || random.Once(5)) return Any(random, 2);
        switch (node)
        {
            case JsonObject map:
                var names = map.Select(field => field.Key).ToList();
                if (names.Count == 0 || random.Once(6)) map[random.Of(Fields)] = Any(random, 2);
                else if (random.Once(8)) map.Remove(random.Of(names));
                else Within(map, random.Of(names), random);
                return map;
            case JsonArray list:
                if (list.Count == 0 || random.Once(4)) list.Add(Any(random, 2));
                else if (random.Once(6)) list.Add(list[0]?.DeepClone());
                else
                {
                    var index = random.Next(list.Count);
                    var changed = Of(list[index]?.DeepClone(), random);
                    list[index] = changed;
                }

                return list;
            default:
                return Any(random, 1);
        }
    }

    /// <summary>Any value.</summary>
    public static JsonNode? Any(Random random, int depth) => random.Next(depth > 0 ? 8 : 5) switch
    {
        0 => null,
        1 => random.Once(2),
        2 => random.Number(),
        3 or 4 => random.Text(),
        5 => new JsonArray([.. Enumerable.Range(0, random.Next(3)).Select(_ => Any(random, depth - 1))]),
        6 => new JsonObject([KeyValuePair.Create("$patch", (JsonNode?)random.Of("delete", "replace", "merge", "x"))]),
        _ => new JsonObject([KeyValuePair.Create(random.Of(Fields), Any(random, depth - 1))]),
    };

    /// <summary>Changes the bytes of a body.</summary>
    public static byte[] Of(byte[] body, Random random)
    {
        if (body.Length == 0) return body;
        var at = random.Next(body.Length);
        switch (random.Next(7))
        {
            case 0:
                return body[..at];
            case 1:
                body[at] = (byte)random.Next(256);
                return body;
            case 2:
                return [.. body[..at], .. body[random.Next(body.Length)..]];
            case 3:
                return [.. body[..at], .. Enumerable.Repeat((byte)random.Of('[', '{', '"', '\\', ' ', '-'), random.Of(1, 3, 100, 5000)), .. body[at..]];
            case 4:
                at = Array.IndexOf(body, (byte)'{', at) + 1; // A field that is there twice.
                return [.. body[..at], .. "\"metadata\":{\"name\":\"web\"},\"name\":\"x\",\"spec\":{},"u8, .. body[at..]];
            case 5:
                return [.. body[..at], .. Encoding.UTF8.GetBytes(random.Text()), .. body[at..]];
            default:
                return [.. body, .. body];
        }
    }

    private static void Within(JsonObject map, string name, Random random)
    {
        var changed = Of(map[name]?.DeepClone(), random);
        map[name] = changed;
    }
}
