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
        try
        {
            return JsonNode.Parse(body, documentOptions: Strict)!.AsObject();
        }
        catch (JsonException e)
        {
            throw JsonBody.Explain(e);
        }
    }

    /// <summary>The resourceVersion that an object or a patch of one names, or null.</summary>
    public static string? Version(JsonObject document) =>
        document["metadata"] is JsonObject metadata && metadata["resourceVersion"] is JsonValue value && value.TryGetValue(out string? version)
            ? version
            : null;

    /// <summary>The result of a patch as UTF-8 JSON.</summary>
    /// <exception cref="StatusException">413: it is too large.</exception>
    public static byte[] Write(JsonObject result, int sizeLimit)
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(result, ModelJson.Options);
        return json.Length <= sizeLimit
            ? json
            : throw new StatusException(Status.TooLarge($"the patched object would be larger than the {sizeLimit} bytes that the server takes"));
    }
}
