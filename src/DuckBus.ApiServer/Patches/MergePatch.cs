using System.Text.Json.Nodes;

namespace DuckBus.ApiServer.Patches;

/// <summary>JSON merge patch, RFC 7396: objects are merged, null removes, everything else replaces.</summary>
internal sealed class MergePatch(JsonObject patch) : IPatch
{
    public string? Version => PatchJson.Version(patch);

    public static MergePatch Read(PatchRequest request) => new(PatchJson.ReadObject(request.Body.Span));

    public JsonObject Apply(JsonObject current) => (JsonObject)Merge(current, patch)!;

    private static JsonNode? Merge(JsonNode? target, JsonNode? patch)
    {
        if (patch is not JsonObject changes) return patch?.DeepClone();
        var result = target as JsonObject ?? [];
        foreach (var (name, value) in changes)
        {
            result.Remove(name, out var before);
            if (value is not null) result[name] = Merge(before, value);
        }

        return result;
    }
}
