using System.Text;
using System.Text.Json.Nodes;
using DuckBus.Model.Kinds;

namespace DuckBus.Store.Tests.Conformance;

/// <summary>Writes to objects of the kind <c>pods</c> in the namespace <c>default</c>.</summary>
public static class Writes
{
    public static ResourceKey Key(string name, string kind = "pods") => new(kind, "default", name);

    public static StoreWrite Add(string name, string? body = null, string kind = "pods", string? trace = null) =>
        Write(ChangeType.Added, name, 0, body, kind, trace);

    public static StoreWrite Modify(string name, long expected, string? body = null, string? trace = null) =>
        Write(ChangeType.Modified, name, expected, body, "pods", trace);

    public static StoreWrite Delete(string name, long expected) => Write(ChangeType.Deleted, name, expected, null, "pods", null);

    /// <summary>The body as text, in one spelling: stores may reorder keys and drop white space.</summary>
    public static string Text(ReadOnlyMemory<byte> body) => Sorted(JsonNode.Parse(body.Span))!.ToJsonString();

    public static string Text(string body) => Text(Encoding.UTF8.GetBytes(body));

    private static StoreWrite Write(ChangeType type, string name, long expected, string? body, string kind, string? trace) => new(
        type, Key(name, kind), $"uid-{name}", expected, Encoding.UTF8.GetBytes(body ?? $$"""{"name":"{{name}}"}"""), trace);

    private static JsonNode? Sorted(JsonNode? node) => node switch
    {
        JsonObject members => new JsonObject(members
            .OrderBy(member => member.Key, StringComparer.Ordinal)
            .Select(member => KeyValuePair.Create(member.Key, Sorted(member.Value)))),
        JsonArray items => new JsonArray([.. items.Select(Sorted)]),
        _ => node?.DeepClone(),
    };
}
