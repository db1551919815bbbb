using System.Text.Json.Nodes;
using DuckBus.Model.Errors;

namespace DuckBus.ApiServer.Patches.Strategic;

/// <summary>Merges lists of plain values as sets, such as finalizers.</summary>
internal static class ValueSets
{
    /// <summary>A list with a patch merged into it: each value once.</summary>
    /// <param name="current">The list.</param>
    /// <param name="patch">The values to add.</param>
    /// <param name="order">The order that the patch asks for; null for that of its values.</param>
    /// <param name="deleted">The values to take out; null for none.</param>
    /// <param name="path">The place of the list, for errors.</param>
    /// <exception cref="StatusException">400: the patch is wrong.</exception>
    public static JsonArray Merge(JsonArray current, JsonArray patch, JsonArray? order, JsonArray? deleted, string path)
    {
        var (added, asked) = (Texts(patch, path), order is null ? null : Texts(order, path));
        if (asked is { Count: > 0 } && !ElementOrder.Follows(added, asked))
            throw PatchErrors.Malformed(path, $"the order of the values is not that of {Directives.SetElementOrder}, or it lacks one of them");
        var present = Texts(current, path);
        var removed = deleted is null ? [] : Texts(deleted, path).ToHashSet(StringComparer.Ordinal);
        var merged = present.Where(value => !removed.Contains(value)).Concat(added).Distinct(StringComparer.Ordinal).Select(value => (value, value));
        return new JsonArray([.. ElementOrder.Arrange([.. merged], asked ?? added, present).Select(item => JsonNode.Parse(item.Key))]);
    }

    private static List<string> Texts(JsonArray list, string path) =>
        [.. list.Select((value, i) => value as JsonValue ?? throw PatchErrors.Malformed($"{path}[{i}]", "a plain value was expected")).Select(value => value.ToJsonString())];
}
