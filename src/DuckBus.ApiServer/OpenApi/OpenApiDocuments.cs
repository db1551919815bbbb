using System.Collections.Frozen;
using System.Text.Json;
using System.Text.Json.Nodes;
using DuckBus.ApiServer.Http;
using DuckBus.ApiServer.Subresources;
using DuckBus.Model.Errors;
using DuckBus.Model.Kinds;
using Microsoft.AspNetCore.Http;

namespace DuckBus.ApiServer.OpenApi;

/// <summary>
/// The OpenAPI documents: <c>/openapi/v3</c> lists one a group and version, <c>/openapi/v2</c> is all in one. Each is made when
/// it is first asked for.
/// </summary>
internal sealed class OpenApiDocuments
{
    private const string Json = "application/json";
    private const string V2 = "/openapi/v2";
    private const string V3 = "/openapi/v3";

    /// <summary>Changes whenever the code does from which the documents are made, so that it need not be read out of them.</summary>
    private static readonly string Hash =
        $"{typeof(ResourceKind).Module.ModuleVersionId:N}{typeof(OpenApiDocuments).Module.ModuleVersionId:N}".ToUpperInvariant();

    /// <summary>The paths from which the documents are found.</summary>
    public static IReadOnlyList<string> Roots { get; } = [V2, V3];

    /// <summary>What people call each group and version, and where its document is.</summary>
    public static IEnumerable<(string Name, string Path)> Versions => ResourceKind.Served
        .DistinctBy(kind => kind.ApiVersion).Select(kind => (kind.Group.Length == 0 ? $"core/{kind.Version}" : kind.ApiVersion, $"{V3}/{Path(kind)}"));

    private readonly FrozenDictionary<string, FixedDocument> documents;
    private readonly FixedDocument protobuf;

    public OpenApiDocuments(IReadOnlyList<Subresource> subresources)
    {
        var versions = ResourceKind.Served.GroupBy(kind => Path(kind), StringComparer.Ordinal).ToList();
        var made = versions.ToDictionary(
            version => $"{V3}/{version.Key}",
            version => new FixedDocument(Json, () => OpenApiDocument.Write(OpenApiDialect.V3, [.. version], subresources)), StringComparer.Ordinal);
        made[V2] = new FixedDocument(Json, () => OpenApiDocument.Write(OpenApiDialect.V2, ResourceKind.Served, subresources));
        protobuf = new FixedDocument(ProtobufSchemas.MediaType,
            () => ProtobufSchemas.Convert(OpenApiDocument.Write(OpenApiDialect.V2, ResourceKind.Served, subresources)));
        made[V3] = new FixedDocument(Json, () => JsonSerializer.SerializeToUtf8Bytes(Index(versions.Select(version => version.Key))));
        documents = made.ToFrozenDictionary(StringComparer.Ordinal);
    }

    /// <summary>Whether the URL of a request names the very documents that there are, so that what it answers never changes.</summary>
    public static bool IsImmutable(HttpRequest request) => request.Query["hash"] == Hash;

    /// <summary>The document that a request asks for, or null.</summary>
    /// <exception cref="StatusException">406: it exists, but not in a form that the caller reads.</exception>
    public FixedDocument? Find(HttpRequest request)
    {
        if (!documents.TryGetValue(request.Path.Value ?? "", out var document)) return null;
        if (request.Path == V2 && request.Headers.Accept.ToString().StartsWith(ProtobufSchemas.Accepted, StringComparison.Ordinal)) return protobuf;
        if (AcceptHeader.Of(request) is { Count: > 0 } types && !types.Any(type => type.Takes(Json)))
            throw new StatusException(Status.BadRequest($"only the following media types are accepted: {Json}") with { Code = 406, Reason = "NotAcceptable" });
        return document;
    }

    private static string Path(ResourceKind kind) => kind.Group.Length == 0 ? $"api/{kind.Version}" : $"apis/{kind.Group}/{kind.Version}";

    private static JsonObject Index(IEnumerable<string> versions)
    {
        var paths = new JsonObject();
        foreach (var version in versions) paths[version] = new JsonObject { ["serverRelativeURL"] = $"{V3}/{version}?hash={Hash}" };
        return new JsonObject { ["paths"] = paths };
    }
}
