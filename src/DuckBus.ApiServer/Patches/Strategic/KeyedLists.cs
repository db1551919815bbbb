using System.Text.Json.Nodes;
using DuckBus.Model.Errors;
using DuckBus.Model.Schema;

namespace DuckBus.ApiServer.Patches.Strategic;

/// <summary>Merges lists of objects that a key tells apart, such as the containers of a pod by name.</summary>
/// <param name="key">The merge key.</param>
/// <param name="items">The form of the items; null if the model does not know it.</param>
/// <param name="path">The place of the list, for errors.</param>
internal sealed class KeyedLists(string key, ValueSchema? items, string path)
{
    /// <summary>A list with a patch merged into it.</summary>
    /// <param name="current">The list.</param>
    /// <param name="patch">The items to merge, with directives.</param>
    /// <param name="order">The order that the patch asks for; null for the order of its items.</param>
    /// <exception cref="StatusException">400 or 422: the patch is wrong, or does not fit.</exception>
    public JsonArray Merge(JsonArray current, JsonArray patch, JsonArray? order)
    {
        var (changes, deleted, replaces) = Sort(patch);
        var asked = order is null ? null : Keys(order, PatchErrors.Malformed);
        var changed = changes.ConvertAll(change => change.Key);
        if (asked is { Count: > 0 } && !ElementOrder.Follows(changed, asked))
            throw PatchErrors.Malformed(path, $"the order of the items is not that of {Directives.SetElementOrder}, or it lacks one of them");

        var present = Keys(current, PatchErrors.DoesNotApply);
        var merged = new List<(string Key, JsonObject Item)>();
        if (!replaces) merged.AddRange(present.Zip(current.Select(item => item!.AsObject())).Where(item => !deleted.Contains(item.First)));
        current.Clear();
        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < merged.Count; i++) places.TryAdd(merged[i].Key, i);
        foreach (var (id, change, at) in changes)
        {
            if (places.TryGetValue(id, out var place))
            {
                merged[place] = (id, StrategicMerge.Objects(merged[place].Item, change, items, at));
                continue;
            }

            places[id] = merged.Count;
            merged.Add((id, StrategicMerge.Objects([], change, items, at)));
        }

        return new JsonArray([.. ElementOrder.Arrange(merged, asked ?? changed, present).Select(item => item.Item)]);
    }

    /// <summary>Tells the items to merge from the directives.</summary>
    private (List<(string Key, JsonObject Change, string Path)> Changes, HashSet<string> Deleted, bool Replaces) Sort(JsonArray patch)
    {
        var changes = new List<(string, JsonObject, string)>();
        var deleted = new HashSet<string>(StringComparer.Ordinal);
        var replaces = false;
        for (var i = 0; i < patch.Count; i++)
        {
            var at = $"{path}[{i}]";
            var item = patch[i] as JsonObject ?? throw PatchErrors.Malformed(at, $"an object with {key} was expected");
            switch (Directives.Of(item, at))
            {
                case "replace":
                    replaces = true;
                    break;
                case "delete":
                    deleted.Add(Key(item, at, PatchErrors.Malformed));
                    break;
                default:
                    changes.Add((Key(item, at, PatchErrors.Malformed), item, at));
                    break;
            }
        }

        return (changes, deleted, replaces);
    }

    private List<string> Keys(JsonArray list, Func<string, string, StatusException> otherwise) =>
        [.. list.Select((item, i) => Key(item as JsonObject, $"{path}[{i}]", otherwise))];

    private string Key(JsonObject? item, string at, Func<string, string, StatusException> otherwise) =>
        item?[key] is JsonValue value ? value.ToJsonString() : throw otherwise(at, $"the item does not contain declared merge key: {key}");
}
