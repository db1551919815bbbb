using System.Collections.Frozen;
using System.Text.Json;
using System.Text.Json.Nodes;
using DuckBus.ApiServer.Http;
using DuckBus.ApiServer.Subresources;
using Microsoft.AspNetCore.Http;

namespace DuckBus.ApiServer.Discovery;

/// <summary>Tells clients which groups, versions and kinds there are: one by one, or all at once for those that ask so.</summary>
internal sealed class ApiDiscovery(IReadOnlyList<Subresource> subresources)
{
    private const string Json = "application/json";

    private readonly FrozenDictionary<string, FixedDocument> documents = GroupDocuments.All(subresources)
        .ToFrozenDictionary(document => document.Path, document => Document(Json, document.Json), StringComparer.Ordinal);

    private readonly FrozenDictionary<(string Path, string Version), FixedDocument> aggregated =
        (from path in new[] { "/api", "/apis" }
         from version in AggregatedDiscovery.Versions
         let json = AggregatedDiscovery.List(core: path == "/api", version, subresources)
         select ((path, version), Document($"{Json};g={AggregatedDiscovery.Group};v={version};as={AggregatedDiscovery.Kind}", json)))
        .ToFrozenDictionary(entry => entry.Item1, entry => entry.Item2);

    /// <summary>The paths of the documents.</summary>
    public IEnumerable<string> Paths => documents.Keys;

    /// <summary>The document that a request asks for, or null.</summary>
    public FixedDocument? Find(HttpRequest request)
    {
        var path = request.Path.Value ?? "";
        if (path.Length > 1 && path[^1] == '/') path = path[..^1];
        if (!documents.TryGetValue(path, out var document)) return null;
        foreach (var type in AcceptHeader.Of(request))
        {
            if (type.Parameter("as") is null && type.Takes(Json)) return document;
            if (type.Parameter("v") is { } version && aggregated.TryGetValue((path, version), out var all)
                && type.TakesJson(AggregatedDiscovery.Group, version, AggregatedDiscovery.Kind)) return all;
        }

        return document;
    }

    private static FixedDocument Document(string mediaType, JsonNode json) => new(mediaType, () => JsonSerializer.SerializeToUtf8Bytes(json));
}
