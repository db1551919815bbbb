using System.Text.Json.Nodes;
using DuckBus.Model.Schema;

namespace DuckBus.ApiServer.Patches.Strategic;

/// <summary>How a field of an object is merged.</summary>
/// <param name="Value">Its form; null if the model does not know the field.</param>
/// <param name="MergeKey">What tells the items of a list apart; null if they are not merged one by one.</param>
/// <param name="IsSet">Whether it is a list of plain values that are merged.</param>
internal sealed record MergedField(ValueSchema? Value, string? MergeKey, bool IsSet)
{
    /// <summary>The form of the items of a list.</summary>
    public ValueSchema? Items => Value?.Form == ValueForm.List ? Value.Items : null;

    /// <summary>How a field is merged. Of a list that the model does not know, the order that a patch gives tells the merge key.</summary>
    public static MergedField Of(ValueSchema? parent, string name, JsonArray? order)
    {
        if (parent?.Fields?.Find(name) is { } field) return new MergedField(field.Value, field.MergeKey, field.IsSet);
        if (parent?.Form == ValueForm.Map) return new MergedField(parent.Items, null, IsSet: false);
        return order switch
        {
            [JsonObject { Count: 1 } first, ..] => new MergedField(null, first.First().Key, IsSet: false),
            [JsonValue, ..] => new MergedField(null, null, IsSet: true),
            _ => new MergedField(null, null, IsSet: false),
        };
    }
}
