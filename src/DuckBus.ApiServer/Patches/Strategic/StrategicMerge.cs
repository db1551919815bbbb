using System.Text.Json.Nodes;
using DuckBus.Model.Errors;
using DuckBus.Model.Schema;

namespace DuckBus.ApiServer.Patches.Strategic;

/// <summary>Merges objects as Kubernetes' strategic merge does: fields are merged, null removes, directives say what else.</summary>
internal static class StrategicMerge
{
    /// <summary>An object with a patch merged into it.</summary>
    /// <param name="current">The object; it is changed.</param>
    /// <param name="patch">The patch.</param>
    /// <param name="schema">The form of the object; null if the model does not know it.</param>
    /// <param name="path">The place of the object, for errors.</param>
    /// <exception cref="StatusException">400 or 422: the patch is wrong, or does not fit.</exception>
    public static JsonObject Objects(JsonObject current, JsonObject patch, ValueSchema? schema, string path)
    {
        switch (Directives.Of(patch, path))
        {
            case "delete":
                return [];
            case "replace":
                current = [];
                break;
        }

        Retain(current, patch, path);
        foreach (var name in patch.Select(entry => Directives.Field(entry.Key)).OfType<string>().Distinct(StringComparer.Ordinal))
            MergeField(current, patch, name, schema, path);
        return current;
    }

    private static void MergeField(JsonObject current, JsonObject patch, string name, ValueSchema? schema, string path)
    {
        var order = Directives.List(patch, Directives.SetElementOrder + name, path);
        var deleted = Directives.List(patch, Directives.DeleteFromPrimitiveList + name, path);
        var changes = patch.TryGetPropertyValue(name, out var value);
        var present = current.Remove(name, out var before);
        if ((changes && value is null) || (!changes && !present)) return;
        var field = MergedField.Of(schema, name, order);
        var at = path.Length == 0 ? name : $"{path}.{name}";
        current[name] = value switch
        {
            JsonObject map => Objects(before as JsonObject ?? [], map, field.Value, at),
            JsonArray or null when (value ?? before) is JsonArray => Lists(before as JsonArray ?? [], value as JsonArray, field, order, deleted, at),
            _ => value?.DeepClone() ?? before,
        };
    }

    private static JsonArray Lists(JsonArray current, JsonArray? patch, MergedField field, JsonArray? order, JsonArray? deleted, string path)
    {
        if (field.MergeKey is { } key) return new KeyedLists(key, field.Items, path).Merge(current, patch ?? [], order);
        if (field.IsSet || deleted is not null) return ValueSets.Merge(current, patch ?? [], order, deleted, path);
        return patch is null ? current : Replaced(patch, field, path);
    }

    /// <summary>A list that is replaced as a whole, without the directives that it may carry.</summary>
    private static JsonArray Replaced(JsonArray patch, MergedField field, string path)
    {
        var result = new JsonArray();
        for (var i = 0; i < patch.Count; i++)
        {
            if (patch[i] is not JsonObject item) result.Add(patch[i]?.DeepClone());
            else if (!item.ContainsKey(Directives.Patch)) result.Add((JsonNode)Objects([], item, field.Items, $"{path}[{i}]"));
        }

        return result;
    }

    private static void Retain(JsonObject current, JsonObject patch, string path)
    {
        if (Directives.List(patch, Directives.RetainKeys, path) is not { } list) return;
        var retained = list.Select(PatchJson.Text).ToHashSet(StringComparer.Ordinal);
        foreach (var (name, value) in patch)
            if (value is not null && Directives.Field(name) == name && !retained.Contains(name))
                throw PatchErrors.Malformed($"{path}.{Directives.RetainKeys}".TrimStart('.'), $"it does not have {name}, which the patch sets");
        foreach (var name in current.Select(entry => entry.Key).Where(name => !retained.Contains(name)).ToList()) current.Remove(name);
    }
}
