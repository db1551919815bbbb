using System.Text.Json;
using System.Text.Json.Nodes;
using DuckBus.ApiServer.Discovery;
using DuckBus.Model.Kinds;

namespace DuckBus.ApiServer.OpenApi;

/// <summary>Writes the calls of the API.</summary>
internal sealed class OperationWriter(Utf8JsonWriter json, OpenApiDialect dialect, SchemaWriter schemas)
{
    private const string Json = "application/json";

    /// <summary>Writes a path and its calls, as a field of the object that is open.</summary>
    public void Write(ResourceKind kind, string path, IReadOnlyList<ApiOperation> operations)
    {
        json.WriteStartObject(path);
        foreach (var operation in operations) Write(kind, path, operation);
        json.WriteStartArray("parameters");
        foreach (var name in new[] { "name", "namespace" })
            if (path.Contains($"{{{name}}}", StringComparison.Ordinal)) Parameter(new QueryParameter(name, "string", $"The {name} of the object."), "path", Examples.Parameter(path, name, null));
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private void Write(ResourceKind kind, string path, ApiOperation operation)
    {
        json.WriteStartObject(operation.Method);
        SchemaExtensions.Texts(json, "tags", [kind.Name]);
        json.WriteString("summary", operation.Description);
        json.WriteString("description", operation.Description);
        json.WriteString("operationId", operation.Id);
        if (dialect == OpenApiDialect.V2)
        {
            if (operation.Consumes.Count > 0) SchemaExtensions.Texts(json, "consumes", operation.Consumes);
            SchemaExtensions.Texts(json, "produces", [operation.Answer is null ? "*/*" : Json]);
        }

        json.WriteStartArray("parameters");
        foreach (var parameter in operation.Parameters) Parameter(parameter, "query", Examples.Parameter(path, parameter.Name, operation));
        if (dialect == OpenApiDialect.V2 && operation.Consumes.Count > 0)
        {
            json.WriteStartObject();
            json.WriteString("name", "body");
            json.WriteString("in", "body");
            Schema(operation.Body);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        if (dialect == OpenApiDialect.V3 && operation.Consumes.Count > 0)
        {
            json.WriteStartObject("requestBody");
            Content(operation.Consumes, operation.Body, type => Examples.Body(path, operation, type));
            json.WriteEndObject();
        }

        Responses(operation);
        json.WriteString("x-kubernetes-action", operation.Action);
        var (group, version) = GroupDocuments.Split(operation.ApiVersion);
        json.WriteStartObject("x-kubernetes-group-version-kind");
        json.WriteString("group", group);
        json.WriteString("kind", operation.Kind);
        json.WriteString("version", version);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private void Responses(ApiOperation operation)
    {
        json.WriteStartObject("responses");
        json.WriteStartObject(operation.Method == "post" ? "201" : "200");
        json.WriteString("description", operation.Method == "post" ? "Created" : "OK");
        if (dialect == OpenApiDialect.V2 && operation.Answer is not null) Schema(operation.Answer);
        else if (dialect == OpenApiDialect.V3) Content([operation.Answer is null ? "*/*" : Json], operation.Answer, _ => null);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private void Content(IReadOnlyList<string> mediaTypes, string? schema, Func<string, JsonNode?> example)
    {
        json.WriteStartObject("content");
        foreach (var type in mediaTypes)
        {
            json.WriteStartObject(type);
            Schema(schema);
            if (example(type) is { } body)
            {
                json.WritePropertyName("example");
                body.WriteTo(json);
            }

            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private void Schema(string? name)
    {
        json.WriteStartObject("schema");
        if (name is null) json.WriteString("type", "object");
        else schemas.Reference(name);
        json.WriteEndObject();
    }

    private void Parameter(QueryParameter parameter, string where, string? example)
    {
        json.WriteStartObject();
        json.WriteString("name", parameter.Name);
        json.WriteString("in", where);
        json.WriteString("description", parameter.Description);
        if (where == "path") json.WriteBoolean("required", true);
        if (dialect == OpenApiDialect.V3) json.WriteStartObject("schema");
        json.WriteString("type", parameter.Type);
        json.WriteBoolean("uniqueItems", true);
        if (dialect == OpenApiDialect.V3)
        {
            json.WriteEndObject();
            if (example is not null) json.WriteString("example", example);
        }

        json.WriteEndObject();
    }
}
