using System.Collections.Frozen;
using System.Text.Json;
using System.Text.Json.Nodes;
using DuckBus.ApiServer.Subresources;
using DuckBus.Model.Kinds;

namespace DuckBus.ApiServer.Discovery;

/// <summary>Tells clients which groups, versions and kinds there are. The documents are made once.</summary>
internal sealed class ApiDiscovery(IReadOnlyList<Subresource> subresources)
{
    private readonly FrozenDictionary<string, byte[]> documents = Documents(subresources)
        .ToFrozenDictionary(document => document.Path, document => JsonSerializer.SerializeToUtf8Bytes(document.Json), StringComparer.Ordinal);

    /// <summary>The document at a path, or null.</summary>
    public byte[]? Find(string path) =>
        documents.GetValueOrDefault(path.Length > 1 && path[^1] == '/' ? path[..^1] : path);

    private static IEnumerable<(string Path, JsonNode Json)> Documents(IReadOnlyList<Subresource> subresources)
    {
        var groups = ResourceKind.Served.Where(kind => kind.Group.Length > 0).GroupBy(kind => kind.Group, StringComparer.Ordinal).ToList();
        yield return ("/version", Version());
        yield return ("/api", new JsonObject
        {
            ["kind"] = "APIVersions",
            ["versions"] = new JsonArray("v1"),
            ["serverAddressByClientCIDRs"] = new JsonArray(),
        });
        yield return ("/apis", new JsonObject
        {
            ["kind"] = "APIGroupList",
            ["apiVersion"] = "v1",
            ["groups"] = new JsonArray([.. groups.Select(Group)]),
        });
        foreach (var group in groups)
        {
            var document = Group(group);
            document["kind"] = "APIGroup";
            document["apiVersion"] = "v1";
            yield return ($"/apis/{group.Key}", document);
        }

        foreach (var version in ResourceKind.Served.GroupBy(kind => kind.ApiVersion, StringComparer.Ordinal))
            yield return ((version.First().Group.Length == 0 ? "/api/" : "/apis/") + version.Key, new JsonObject
            {
                ["kind"] = "APIResourceList",
                ["apiVersion"] = "v1",
                ["groupVersion"] = version.Key,
                ["resources"] = new JsonArray([.. version.SelectMany(kind => Resources(kind, subresources))]),
            });
    }

    private static JsonObject Version() => new()
    {
        ["major"] = "1",
        ["minor"] = "33",
        ["gitVersion"] = $"v1.33.0+duckbus-{typeof(ApiDiscovery).Assembly.GetName().Version?.ToString(3)}",
        ["gitCommit"] = "",
        ["gitTreeState"] = "clean",
        ["buildDate"] = "2026-11-21T00:00:00Z",
        ["goVersion"] = "",
        ["compiler"] = ".NET",
        ["platform"] = System.Runtime.InteropServices.RuntimeInformation.RuntimeIdentifier,
    };

    private static JsonObject Group(IGrouping<string, ResourceKind> group)
    {
        var versions = group.Select(kind => kind.Version).Distinct(StringComparer.Ordinal).ToList();
        return new JsonObject
        {
            ["name"] = group.Key,
            ["versions"] = new JsonArray([.. versions.Select(version => Version(group.Key, version))]),
            ["preferredVersion"] = Version(group.Key, versions[0]),
        };
    }

    private static JsonObject Version(string group, string version) =>
        new() { ["groupVersion"] = $"{group}/{version}", ["version"] = version };

    private static IEnumerable<JsonObject> Resources(ResourceKind kind, IReadOnlyList<Subresource> subresources)
    {
        var resource = Resource(kind.Plural, kind.Singular, kind.Namespaced, kind.Name, kind.Verbs);
        if (kind.ShortNames.Count > 0) resource["shortNames"] = Array(kind.ShortNames);
        if (kind.Categories.Count > 0) resource["categories"] = Array(kind.Categories);
        yield return resource;
        foreach (var sub in subresources.Where(sub => sub.Serves(kind)).OrderBy(sub => sub.Name, StringComparer.Ordinal))
        {
            var below = Resource($"{kind.Plural}/{sub.Name}", "", kind.Namespaced, sub.KindName(kind), sub.Verbs);
            if (sub.GroupVersion is { } other) (below["group"], below["version"]) = (other.Group, other.Version);
            yield return below;
        }
    }

    private static JsonObject Resource(string name, string singular, bool namespaced, string kind, IReadOnlyList<string> verbs) => new()
    {
        ["name"] = name,
        ["singularName"] = singular,
        ["namespaced"] = namespaced,
        ["kind"] = kind,
        ["verbs"] = Array(verbs),
    };

    private static JsonArray Array(IReadOnlyList<string> items) => new([.. items.Select(item => JsonValue.Create(item))]);
}
