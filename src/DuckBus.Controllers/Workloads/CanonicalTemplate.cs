using System.Collections.Frozen;
using System.Text.Json;
using System.Text.Json.Nodes;
using DuckBus.Model.Core;
using DuckBus.Model.Json;

namespace DuckBus.Controllers.Workloads;

/// <summary>
/// The one text that stands for all templates which make the same pods. A template that went through a client comes back in another
/// order, with empty fields that it had not, or without those that it had: clients in Go leave out what is empty. Pure.
/// </summary>
internal static class CanonicalTemplate
{
    /// <summary>Their keys are names that somebody chose; an empty value says something.</summary>
    private static readonly FrozenSet<string> Maps =
        FrozenSet.Create(StringComparer.Ordinal, "labels", "annotations", "matchLabels", "nodeSelector", "limits", "requests", "overhead");

    /// <summary>No value is the same as false or 0.</summary>
    private static readonly FrozenSet<string> Plain = FrozenSet.Create(
        StringComparer.Ordinal, "hostNetwork", "hostPID", "hostIPC", "stdin", "stdinOnce", "tty", "readOnly", "hostPort", "initialDelaySeconds");

    /// <summary>The template as JSON with sorted keys, without what says nothing; its hash label does not count.</summary>
    public static string Of(PodTemplateSpec template)
    {
        var labels = template.Metadata.Labels?.Where(label => label.Key != TemplateHash.Label).ToDictionary(StringComparer.Ordinal);
        var plain = template with { Metadata = template.Metadata with { Labels = labels } };
        return Sorted(JsonNode.Parse(ModelJson.Write(plain)), isMap: false)!.ToJsonString();
    }

    private static JsonNode? Sorted(JsonNode? node, bool isMap) => node switch
    {
        JsonObject fields => new JsonObject(fields
            .OrderBy(field => field.Key, StringComparer.Ordinal)
            .Select(field => KeyValuePair.Create(field.Key, Sorted(field.Value, !isMap && Maps.Contains(field.Key))))
            .Where(field => isMap || !SaysNothing(field.Key, field.Value))),
        JsonArray items => new JsonArray([.. items.Select(item => Sorted(item, isMap: false))]),
        { } value => value.DeepClone(),
        null => null,
    };

    private static bool SaysNothing(string name, JsonNode? value) => value switch
    {
        null or JsonArray { Count: 0 } => true,
        JsonObject { Count: 0 } => name is "resources" or "metadata" || Maps.Contains(name),
        JsonValue => value.GetValueKind() switch
        {
            JsonValueKind.String => value.GetValue<string>().Length == 0,
            JsonValueKind.False => Plain.Contains(name),
            JsonValueKind.Number => Plain.Contains(name) && value.ToJsonString() == "0",
            _ => false,
        },
        _ => false,
    };
}
