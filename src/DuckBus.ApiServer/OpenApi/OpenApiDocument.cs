using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using DuckBus.ApiServer.Discovery;
using DuckBus.ApiServer.Subresources;
using DuckBus.ApiServer.Writes;
using DuckBus.Model.Errors;
using DuckBus.Model.Kinds;

namespace DuckBus.ApiServer.OpenApi;

/// <summary>Writes an OpenAPI document of some kinds.</summary>
internal static class OpenApiDocument
{
    /// <summary>The document, as UTF-8 JSON.</summary>
    public static ReadOnlyMemory<byte> Write(OpenApiDialect dialect, IReadOnlyList<ResourceKind> kinds, IReadOnlyList<Subresource> subresources)
    {
        var output = new ArrayBufferWriter<byte>(1024 * 1024);
        using var json = new Utf8JsonWriter(output, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        var docs = ModelDocs.Read();
        var schemas = new SchemaWriter(json, dialect, docs);
        var operations = new OperationWriter(json, dialect, schemas);
        json.WriteStartObject();
        if (dialect == OpenApiDialect.V3) json.WriteString("openapi", "3.0.0");
        else json.WriteString("swagger", "2.0");
        json.WriteStartObject("info");
        json.WriteString("title", "Kubernetes");
        json.WriteString("version", ServerVersion.GitVersion);
        json.WriteString("description", "The Kubernetes API, as kubectl uses it. What is filled in can be sent as it stands: a POST makes `demo`, the other calls are about it.");
        json.WriteEndObject();
        json.WriteStartArray("tags");
        foreach (var kind in kinds)
        {
            json.WriteStartObject();
            json.WriteString("name", kind.Name);
            json.WriteString("description", docs.Of(kind.Type));
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartObject("paths");
        foreach (var kind in kinds)
        {
            schemas.Add(kind.Type);
            if (kind.Verbs.Contains("list")) schemas.AddList(kind);
            foreach (var (path, calls) in ApiPaths.Of(kind, subresources))
            {
                operations.Write(kind, path, calls);
                foreach (var used in calls.Select(call => Kind(call.ApiVersion, call.Kind))) if (used is not null) schemas.Add(used.Type);
            }
        }

        json.WriteEndObject();
        schemas.Add(typeof(DeleteOptions));
        schemas.Add(typeof(Status));
        if (dialect == OpenApiDialect.V3) json.WriteStartObject("components");
        json.WriteStartObject(dialect == OpenApiDialect.V3 ? "schemas" : "definitions");
        schemas.Write();
        json.WriteEndObject();
        if (dialect == OpenApiDialect.V3) json.WriteEndObject();
        json.WriteEndObject();
        json.Flush();
        return output.WrittenMemory;
    }

    private static ResourceKind? Kind(string apiVersion, string name) =>
        ResourceKind.Served.FirstOrDefault(kind => kind.ApiVersion == apiVersion && kind.Name == name);
}
