using System.Text.Json.Nodes;
using DuckBus.Model.Errors;

namespace DuckBus.ApiServer.Patches.Json;

/// <summary>JSON patch, RFC 6902: steps, all of them or none.</summary>
internal sealed class JsonPatch(IReadOnlyList<JsonPatchOperation> operations, int sizeLimit) : IPatch
{
    private const int MaxOperations = 10_000;

    public string? Version => operations
        .Where(step => step.Op is "add" or "replace")
        .Select(step => step.Path.Text switch
        {
            "/metadata/resourceVersion" => PatchJson.Text(step.Value),
            "/metadata" => PatchJson.Text((step.Value as JsonObject)?["resourceVersion"]),
            _ => null,
        })
        .LastOrDefault(version => version is not null);

    /// <summary>Reads a patch.</summary>
    /// <exception cref="StatusException">400 or 413: the body is none, or has too many steps.</exception>
    public static JsonPatch Read(PatchRequest request)
    {
        var steps = PatchJson.ReadList(request.Body.Span);
        if (steps.Count > MaxOperations)
            throw new StatusException(Status.TooLarge($"The allowed maximum operations in a JSON patch is {MaxOperations}, got {steps.Count}"));
        return new JsonPatch([.. steps.Select((step, i) => JsonPatchOperation.Read(step, $"[{i}]"))], request.SizeLimit);
    }

    public JsonObject Apply(JsonObject current)
    {
        var document = new PatchedDocument(current, sizeLimit);
        foreach (var operation in operations) operation.ApplyTo(document);
        return document.Root as JsonObject ?? throw PatchErrors.DoesNotApply("the whole document", "it is no longer an object");
    }
}
