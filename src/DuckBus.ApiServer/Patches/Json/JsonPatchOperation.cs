using System.Text.Json;
using System.Text.Json.Nodes;
using DuckBus.Model.Errors;

namespace DuckBus.ApiServer.Patches.Json;

/// <summary>One step of a JSON patch.</summary>
/// <param name="Op">What to do.</param>
/// <param name="Path">Where.</param>
/// <param name="From">Where a move or a copy takes the value from; null for the others.</param>
/// <param name="Value">The value of an add, a replace or a test; null for the others.</param>
internal sealed record JsonPatchOperation(string Op, JsonPointer Path, JsonPointer? From, JsonNode? Value)
{
    private static readonly string[] Ops = ["add", "remove", "replace", "move", "copy", "test"];

    /// <summary>Reads a step.</summary>
    /// <param name="node">The step.</param>
    /// <param name="at">Its place in the patch: <c>[2]</c>.</param>
    /// <exception cref="StatusException">400: it is none.</exception>
    public static JsonPatchOperation Read(JsonNode? node, string at)
    {
        if (node is not JsonObject step) throw PatchErrors.Malformed(at, "an operation is an object with op and path");
        var op = Text(step, "op", at);
        if (!Ops.Contains(op)) throw PatchErrors.Malformed($"{at}.op", $"\"{op}\" is none of {string.Join(", ", Ops)}");
        var path = Pointer(step, "path", at);
        var from = op is "move" or "copy" ? Pointer(step, "from", at) : null;
        if (op is "add" or "replace" or "test" && !step.ContainsKey("value"))
            throw PatchErrors.Malformed($"{at}.value", $"{op} needs a value");
        return new JsonPatchOperation(op, path, from, step["value"]);
    }

    /// <summary>Does it.</summary>
    /// <exception cref="StatusException">422: the document is not such that it can be done.</exception>
    public void ApplyTo(PatchedDocument document)
    {
        switch (Op)
        {
            case "add":
                document.Add(Path, Value?.DeepClone());
                break;
            case "remove":
                document.Remove(Path);
                break;
            case "replace":
                document.Replace(Path, Value?.DeepClone());
                break;
            case "move":
                document.Move(From!, Path);
                break;
            case "copy":
                document.Copy(From!, Path);
                break;
            default:
                document.Test(Path, Value);
                break;
        }
    }

    private static JsonPointer Pointer(JsonObject step, string name, string at)
    {
        var text = Text(step, name, at);
        return JsonPointer.TryParse(text)
            ?? throw PatchErrors.Malformed($"{at}.{name}", $"\"{text}\" is no JSON pointer: it starts with / and writes ~ as ~0 and / as ~1");
    }

    private static string Text(JsonObject step, string name, string at) =>
        step[name] is JsonValue value && value.GetValueKind() == JsonValueKind.String
            ? value.GetValue<string>()
            : throw PatchErrors.Malformed($"{at}.{name}", "a string is required");
}
