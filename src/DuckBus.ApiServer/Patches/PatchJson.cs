using System.Text.Json;
using System.Text.Json.Nodes;
using DuckBus.ApiServer.Http;
using DuckBus.Model.Errors;
using DuckBus.Model.Json;

namespace DuckBus.ApiServer.Patches;

/// <summary>Patches and their results as JSON.</summary>
internal static class PatchJson
{
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    /// <summary>The JSON object in a body.</summary>
    /// <exception cref="StatusException">400: there is none.</exception>
    public static JsonObject ReadObject(ReadOnlySpan<byte> body)
    {
        JsonScan.Check(body);
        return Parse(body).AsObject();
    }

    /// <summary>The JSON list in a body.</summary>
    /// <exception cref="StatusException">400: there is none.</exception>
    public static JsonArray ReadList(ReadOnlySpan<byte> body)
    {
        JsonScan.CheckList(body);
        return Parse(body).AsArray();
    }

    /// <summary>The resourceVersion that an object or a patch of one names, or null.</summary>
    public static string? Version(JsonObject document) => Text((document["metadata"] as JsonObject)?["resourceVersion"]);

    /// <summary>The text, if the value is one.</summary>
    public static string? Text(JsonNode? node) => node is JsonValue value && value.TryGetValue(out string? text) ? text : null;

    /// <summary>The result of a patch as UTF-8 JSON.</summary>
    /// <exception cref="StatusException">413: it is too large.</exception>
    public static byte[] Write(JsonObject result, int sizeLimit)
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(result, ModelJson.Options);
        return json.Length <= sizeLimit
            ? json
            : throw new StatusException(Status.TooLarge($"the patched object would be larger than the {sizeLimit} bytes that the server takes"));
    }

    private static JsonNode Parse(ReadOnlySpan<byte> body)
    {
        try
        {
            return JsonNode.Parse(body, documentOptions: Strict)!;
        }
        catch (JsonException e)
        {
            throw JsonBody.Explain(e);
        }
    }
}
