using System.Text.Json;
using DuckBus.Model.Schema;

namespace DuckBus.ApiServer.OpenApi;

/// <summary>What Kubernetes says of a field beyond OpenAPI: how patches merge it.</summary>
internal static class SchemaExtensions
{
    /// <summary>Writes the extensions of a field into the object that is open.</summary>
    public static void Write(Utf8JsonWriter json, FieldSchema field)
    {
        if (field.Value.Form == ValueForm.List)
        {
            json.WriteString("x-kubernetes-list-type", field.ListKeys.Count > 0 ? "map" : field.IsSet ? "set" : "atomic");
            if (field.ListKeys.Count > 0) Texts(json, "x-kubernetes-list-map-keys", field.ListKeys);
        }
        else if (field.IsAtomic && field.Value.Form is ValueForm.Map or ValueForm.Object) json.WriteString("x-kubernetes-map-type", "atomic");

        if (field.MergeKey is { } key) json.WriteString("x-kubernetes-patch-merge-key", key);
        var merges = field.MergeKey is not null || field.IsSet;
        if (merges || field.RetainKeys)
            json.WriteString("x-kubernetes-patch-strategy", merges && field.RetainKeys ? "merge,retainKeys" : merges ? "merge" : "retainKeys");
    }

    /// <summary>Writes a list of texts.</summary>
    public static void Texts(Utf8JsonWriter json, string name, IEnumerable<string> texts)
    {
        json.WriteStartArray(name);
        foreach (var text in texts) json.WriteStringValue(text);
        json.WriteEndArray();
    }
}
