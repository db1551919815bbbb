using System.Text.Json;
using DuckBus.Model.Schema;

namespace DuckBus.ApiServer.ManagedFields;

/// <summary>A field that tells the items of a list apart.</summary>
/// <param name="Name">The field.</param>
/// <param name="Default">The value that an item without it has; null if it must have one.</param>
internal sealed record ListKey(string Name, JsonElement? Default)
{
    /// <summary>The key of the items of a list.</summary>
    public static ListKey Of(TypeSchema? item, string name) => new(name, item?.Find(name)?.Default);
}
