using System.Text.Json.Nodes;
using DuckBus.Model.Errors;

namespace DuckBus.ApiServer.Patches.Strategic;

/// <summary>The names in a strategic merge patch that are no fields but say how to merge.</summary>
internal static class Directives
{
    /// <summary>What to do with the object that it is in: <c>replace</c>, <c>delete</c> or <c>merge</c>.</summary>
    public const string Patch = "$patch";

    /// <summary>The fields that stay.</summary>
    public const string RetainKeys = "$retainKeys";

    /// <summary>Followed by the name of a list: the order of its items.</summary>
    public const string SetElementOrder = "$setElementOrder/";

    /// <summary>Followed by the name of a list of plain values: those to take out.</summary>
    public const string DeleteFromPrimitiveList = "$deleteFromPrimitiveList/";

    /// <summary>The field that an entry of a patch is about; null if it is about the object as a whole.</summary>
    public static string? Field(string name) => name switch
    {
        Patch or RetainKeys => null,
        _ when name.StartsWith(SetElementOrder, StringComparison.Ordinal) => name[SetElementOrder.Length..],
        _ when name.StartsWith(DeleteFromPrimitiveList, StringComparison.Ordinal) => name[DeleteFromPrimitiveList.Length..],
        _ => name,
    };

    /// <summary>The value of <see cref="Patch"/>; <c>merge</c> unless there is one.</summary>
    /// <exception cref="StatusException">400: it has no meaning.</exception>
    public static string Of(JsonObject patch, string path)
    {
        if (!patch.TryGetPropertyValue(Patch, out var directive)) return "merge";
        return PatchJson.Text(directive) is { } known and ("replace" or "delete" or "merge")
            ? known
            : throw PatchErrors.Malformed($"{path}.{Patch}".TrimStart('.'), "unknown patch type: it is one of replace, delete, merge");
    }

    /// <summary>A list that a directive carries; null if the patch has no such directive.</summary>
    /// <exception cref="StatusException">400: it is no list.</exception>
    public static JsonArray? List(JsonObject patch, string directive, string path)
    {
        if (!patch.TryGetPropertyValue(directive, out var value) || value is null) return null;
        return value as JsonArray ?? throw PatchErrors.Malformed($"{path}.{directive}".TrimStart('.'), "a list was expected");
    }
}
