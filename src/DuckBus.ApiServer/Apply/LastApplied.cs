using System.Text.Json;
using System.Text.Json.Nodes;
using DuckBus.ApiServer.ManagedFields;
using DuckBus.Model.Json;
using DuckBus.Model.Meta;

namespace DuckBus.ApiServer.Apply;

/// <summary>
/// The annotation in which <c>kubectl apply</c> keeps what it applied from its own side. It lets a user change between both
/// ways to apply: fields that it shows to be the user's own are no conflict, and it is kept up to date. Pure.
/// </summary>
internal static class LastApplied
{
    /// <summary>The name of the annotation.</summary>
    public const string Annotation = "kubectl.kubernetes.io/last-applied-configuration";

    private const int AnnotationsLimit = 256 * 1024;

    /// <summary>Who applies as kubectl does, and as nobody else.</summary>
    public static bool IsKubectl(FieldManager manager) => manager is { Name: "kubectl", Subresource: null };

    /// <summary>The fields that were applied last, and still have the values that were applied.</summary>
    public static FieldSet Unchanged(Shape shape, Resource live, JsonElement liveJson)
    {
        if (live.Metadata.Annotations?.GetValueOrDefault(Annotation) is not { Length: > 0 } text) return FieldSet.Empty;
        try
        {
            var applied = JsonElement.Parse(text);
            if (applied.ValueKind != JsonValueKind.Object) return FieldSet.Empty;
            var changes = Comparison.Of(shape, applied, liveJson);
            return FieldsOf.Applied(shape, applied).Except(changes.Set).Except(changes.Removed);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return FieldSet.Empty; // Somebody else wrote it, and it is no JSON.
        }
    }

    /// <summary>The object with the annotation saying what is applied now, if it has the annotation.</summary>
    public static Resource Updated(Resource next, JsonElement applied)
    {
        if (next.Metadata.Annotations is not { } annotations || !annotations.ContainsKey(Annotation)) return next;
        var configuration = JsonObject.Create(applied)!;
        if (configuration["metadata"] is JsonObject metadata)
        {
            metadata.Remove("managedFields");
            (metadata["annotations"] as JsonObject)?.Remove(Annotation);
        }

        var text = configuration.ToJsonString(ModelJson.Options) + "\n";
        var others = annotations.Where(entry => entry.Key != Annotation).Sum(entry => entry.Key.Length + entry.Value.Length);
        var kept = new Dictionary<string, string>(annotations, StringComparer.Ordinal) { [Annotation] = text.Length + others < AnnotationsLimit ? text : "" };
        return next with { Metadata = next.Metadata with { Annotations = kept } };
    }
}
