using System.Text.Json.Nodes;
using DuckBus.Model.Schema;

namespace DuckBus.ApiServer.Patches.Strategic;

/// <summary>Strategic merge patch: a merge patch that knows from the model which lists are merged item by item.</summary>
internal sealed class StrategicMergePatch(JsonObject patch, TypeSchema schema) : IPatch
{
    public string? Version => PatchJson.Version(patch);

    public static StrategicMergePatch Read(PatchRequest request) => new(PatchJson.ReadObject(request.Body.Span), request.Schema);

    public JsonObject Apply(JsonObject current) =>
        StrategicMerge.Objects(current, patch, new ValueSchema(ValueForm.Object, schema.Type, null, schema), "");
}
