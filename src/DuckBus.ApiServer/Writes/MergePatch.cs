using System.Text.Json.Nodes;

namespace DuckBus.ApiServer.Writes;

/// <summary>JSON merge patch, RFC 7396: objects are merged, null removes, everything else replaces.</summary>
internal static class MergePatch
{
    public static JsonNode? Apply(JsonNode? target, JsonNode? patch)
    {
        if (patch is not JsonObject changes) return patch?.DeepClone();
        var result = target as JsonObject ?? [];
        foreach (var (name, value) in changes)
        {
            if (value is null)
            {
                result.Remove(name);
                continue;
            }

            result.Remove(name, out var before);
            result[name] = Apply(before, value);
        }

        return result;
    }
}
