using System.Text.Json;
using DuckBus.ApiServer.Http;
using DuckBus.ApiServer.ManagedFields;
using DuckBus.Model.Errors;
using DuckBus.Model.Schema;

namespace DuckBus.ApiServer.Apply;

/// <summary>What a manager applies: the fields that it wants to own, and their values.</summary>
internal sealed record AppliedConfiguration(Shape Shape, JsonElement Value)
{
    /// <summary>The configuration in a body that was checked, for a path where this is seen.</summary>
    /// <exception cref="StatusException">400: it cannot be applied; the message names the field.</exception>
    public static AppliedConfiguration Read(ReadOnlyMemory<byte> json, Representation seen)
    {
        var shape = Shape.Of(TypeSchema.Of(seen.Type));
        var value = Parse(json);
        Same(value, "apiVersion", seen.ApiVersion);
        Same(value, "kind", seen.Kind);
        if (value.TryGetProperty("metadata", out var metadata) && metadata.ValueKind == JsonValueKind.Object)
        {
            if (metadata.TryGetProperty("managedFields", out var entries) && entries.ValueKind != JsonValueKind.Null)
                throw Bad("metadata.managedFields", "must be nil: the server keeps it");
            if (metadata.TryGetProperty("generateName", out _) && !metadata.TryGetProperty("name", out _))
                throw Bad("metadata.generateName", "cannot be applied: an apply needs a name, use create instead");
        }

        CheckLists(shape, value, "");
        return new AppliedConfiguration(shape, value);
    }

    /// <summary>Refuses lists whose items cannot be told apart.</summary>
    private static void CheckLists(Shape shape, JsonElement value, string path)
    {
        if (value.ValueKind == JsonValueKind.Object && Values.FormOf(shape, value) == ShapeForm.Object)
        {
            foreach (var property in value.EnumerateObject())
                CheckLists(Values.Field(shape, property.Name).Shape, property.Value, path.Length == 0 ? property.Name : $"{path}.{property.Name}");
        }
        else if (value.ValueKind == JsonValueKind.Array && shape.Form is ShapeForm.KeyedList or ShapeForm.Set)
        {
            var seen = new HashSet<string>(StringComparer.Ordinal);
            foreach (var (index, (step, item)) in Values.Items(shape, value).Index())
            {
                if (shape.Form == ShapeForm.KeyedList && Values.MissingKey(shape, item) is { } key)
                    throw Bad($"{path}[{index}].{key}", $"the items of {path} are told apart by {key}, which this one omits");
                if (!seen.Add(step)) throw Bad($"{path}[{index}]", $"duplicate entries for key {FieldStep.Show(step)}");
                if (shape.Form == ShapeForm.KeyedList) CheckLists(shape.Items, item, $"{path}[{index}]");
            }
        }
    }

    private static JsonElement Parse(ReadOnlyMemory<byte> json)
    {
        try
        {
            return JsonElement.Parse(json.Span, new JsonDocumentOptions { AllowDuplicateProperties = false });
        }
        catch (JsonException e)
        {
            throw JsonBody.Explain(e);
        }
    }

    private static void Same(JsonElement value, string field, string expected)
    {
        var given = value.TryGetProperty(field, out var text) && text.ValueKind == JsonValueKind.String ? text.GetString() : "";
        if (given != expected) throw Bad(field, $"\"{given}\" is given, and \"{expected}\" is expected in an apply patch");
    }

    private static StatusException Bad(string field, string message) =>
        new(Status.BadRequest($"{field}: {message}", StatusCause.TypeInvalid(field, message)));
}
