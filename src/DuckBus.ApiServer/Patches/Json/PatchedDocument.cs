using System.Text.Json.Nodes;
using DuckBus.Model.Errors;
using DuckBus.Model.Json;

namespace DuckBus.ApiServer.Patches.Json;

/// <summary>A JSON document while a JSON patch changes it. What copies and moves may add up to is bounded, and so is its depth.</summary>
/// <param name="root">The document.</param>
/// <param name="sizeLimit">Bytes that all copies and moves together may take.</param>
internal sealed class PatchedDocument(JsonNode? root, int sizeLimit)
{
    private const int MaxDepth = 64;

    private long moved;

    /// <summary>The document as it is now.</summary>
    public JsonNode? Root { get; private set; } = root;

    /// <summary>Puts a value into an object, in place of what is there, or into a list, before what is there.</summary>
    public void Add(JsonPointer path, JsonNode? value)
    {
        CheckDepth(path, value, path.Tokens.Count);
        if (path.IsRoot)
        {
            Root = value;
            return;
        }

        switch (Parent(path))
        {
            case JsonObject map:
                map[path.Tokens[^1]] = value;
                break;
            case JsonArray list:
                list.Insert(path.Tokens[^1] is "-" ? list.Count : Index(path, list.Count + 1), value);
                break;
        }
    }

    /// <summary>Takes a value out, which must be there.</summary>
    public JsonNode? Remove(JsonPointer path)
    {
        if (path.IsRoot) throw PatchErrors.DoesNotApply(path.ToString(), "it cannot be removed");
        var value = Get(path);
        switch (Parent(path))
        {
            case JsonObject map:
                map.Remove(path.Tokens[^1]);
                break;
            case JsonArray list:
                list.RemoveAt(Index(path, list.Count));
                break;
        }

        return value;
    }

    /// <summary>Puts a value in place of another, which must be there.</summary>
    public void Replace(JsonPointer path, JsonNode? value)
    {
        if (!path.IsRoot) Remove(path);
        Add(path, value);
    }

    /// <summary>Takes a value out and puts it elsewhere.</summary>
    public void Move(JsonPointer from, JsonPointer path)
    {
        if (path.IsBelow(from)) throw PatchErrors.DoesNotApply(path.Text, $"{from} cannot be moved into itself");
        Charge(Get(from));
        if (from.Text != path.Text) Add(path, Remove(from));
    }

    /// <summary>Puts a copy of a value elsewhere.</summary>
    public void Copy(JsonPointer from, JsonPointer path)
    {
        var value = Get(from);
        Charge(value);
        Add(path, value?.DeepClone());
    }

    /// <summary>Demands that a value is there. A null is also there when nothing is, as in Kubernetes.</summary>
    public void Test(JsonPointer path, JsonNode? expected)
    {
        if (expected is null && !path.IsRoot && Parent(path) is JsonObject map && map[path.Tokens[^1]] is null) return;
        var value = Get(path);
        if (!JsonNode.DeepEquals(value, expected))
            throw PatchErrors.DoesNotApply(path.ToString(), $"test failed: the value is {Show(value)}, not {Show(expected)}");
    }

    private JsonNode? Get(JsonPointer path)
    {
        if (path.IsRoot) return Root;
        return Parent(path) switch
        {
            JsonObject map => map.TryGetPropertyValue(path.Tokens[^1], out var value) ? value : throw Missing(path),
            JsonArray list => list[Index(path, list.Count)],
            _ => throw Missing(path),
        };
    }

    /// <summary>The object or the list that the last step of a pointer leads into.</summary>
    private JsonNode Parent(JsonPointer path)
    {
        var node = Root;
        foreach (var token in path.Tokens.SkipLast(1))
        {
            node = node switch
            {
                JsonObject map => map[token],
                JsonArray list when JsonPointer.Index(token) is { } index && index < list.Count => list[index],
                _ => null,
            };
        }

        return node is JsonObject or JsonArray ? node : throw Missing(path);
    }

    private static int Index(JsonPointer path, int end)
    {
        var index = JsonPointer.Index(path.Tokens[^1])
            ?? throw PatchErrors.DoesNotApply(path.Text, $"\"{path.Tokens[^1]}\" is no index of a list");
        return index < end ? index : throw PatchErrors.DoesNotApply(path.Text, $"the index is beyond the end of the list, {end - 1}");
    }

    private void Charge(JsonNode? value)
    {
        moved += value?.ToJsonString().Length ?? 4;
        if (moved > sizeLimit)
            throw new StatusException(Status.TooLarge($"the copies and moves of the patch take more than the {sizeLimit} bytes that the server allows"));
    }

    private static void CheckDepth(JsonPointer path, JsonNode? value, int depth)
    {
        if (depth > MaxDepth) throw PatchErrors.DoesNotApply(path.Text, $"the document would have more than {MaxDepth} levels");
        switch (value)
        {
            case JsonObject map:
                foreach (var (_, item) in map) CheckDepth(path, item, depth + 1);
                break;
            case JsonArray list:
                foreach (var item in list) CheckDepth(path, item, depth + 1);
                break;
        }
    }

    private static StatusException Missing(JsonPointer path) => PatchErrors.DoesNotApply(path.ToString(), "doc is missing path: missing value");

    private static string Show(JsonNode? value)
    {
        var text = value is null ? "null" : value.ToJsonString(ModelJson.Options);
        return text.Length <= 200 ? text : text[..200] + "…";
    }
}
