using System.Text.Json.Nodes;

namespace DuckBus.ApiServer.Tests.Infrastructure;

public static class JsonNodeExtensions
{
    /// <summary>The value at a path such as <c>metadata.labels.app</c> or <c>spec.containers.0.image</c>, as text; null if it is not there.</summary>
    public static string? At(this JsonNode? node, string path)
    {
        foreach (var part in path.Split('.'))
            node = node switch
            {
                JsonArray list => int.Parse(part) < list.Count ? list[int.Parse(part)] : null,
                JsonObject map => map[part],
                _ => null,
            };
        return node?.ToString();
    }

    public static string[] Names(this JsonNode list) => [.. list["items"]!.AsArray().Select(item => item.At("metadata.name")!)];
}
