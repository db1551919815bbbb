using System.Text.Json.Nodes;
using DuckBus.Model.Json;
using DuckBus.Model.Kinds;
using DuckBus.Model.Meta;
using DuckBus.Model.Schema;

namespace DuckBus.Model.Tests.Json;

/// <summary>Objects in which every field of the schema is set.</summary>
public sealed class FullObjectTests
{
    public static TheoryData<string> Kinds => [.. ResourceKind.Served.Select(kind => $"{kind.ApiVersion} {kind.Plural}")];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Every_field_of_a_kind_survives(string id)
    {
        var kind = ResourceKind.Served.Single(kind => $"{kind.ApiVersion} {kind.Plural}" == id);
        var full = Full(TypeSchema.Of(kind.Type));

        var read = (Resource)ModelJson.Read(System.Text.Encoding.UTF8.GetBytes(full.ToJsonString()), kind.Type);

        JsonNode.DeepEquals(JsonNode.Parse(ModelJson.Write(read)), full).ShouldBeTrue();
    }

    private static JsonObject Full(TypeSchema type) =>
        new(type.Fields.Select(field => KeyValuePair.Create(field.Name, Sample(field.Value))));

    private static JsonNode? Sample(ValueSchema value) => value.Form switch
    {
        ValueForm.Object => Full(value.Fields!),
        ValueForm.List => new JsonArray(Sample(value.Items!)),
        ValueForm.Map => new JsonObject { ["key"] = Sample(value.Items!) },
        ValueForm.Integer => 7,
        ValueForm.Number => 1.5,
        ValueForm.Boolean => true,
        ValueForm.Quantity => "250m",
        ValueForm.IntOrString => "25%",
        ValueForm.Time => "2026-11-21T06:00:00Z",
        ValueForm.MicroTime => "2026-11-21T06:00:00.123456Z",
        ValueForm.Bytes => "cXVhY2s=",
        ValueForm.Any => new JsonObject { ["f:spec"] = new JsonObject() },
        _ => "quack",
    };
}
