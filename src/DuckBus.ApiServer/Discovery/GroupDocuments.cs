using System.Text.Json.Nodes;
using DuckBus.ApiServer.Subresources;
using DuckBus.Model.Kinds;

namespace DuckBus.ApiServer.Discovery;

/// <summary>The documents of discovery, one a group and one a version, as every client knows them.</summary>
internal static class GroupDocuments
{
    /// <summary>Every document and its path.</summary>
    public static IEnumerable<(string Path, JsonNode Json)> All(IReadOnlyList<Subresource> subresources)
    {
        var groups = ResourceKind.Served.Where(kind => kind.Group.Length > 0).GroupBy(kind => kind.Group, StringComparer.Ordinal).ToList();
        yield return ("/version", ServerVersion.Document());
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

    /// <summary>The group and the version of <c>v1</c> or <c>apps/v1</c>.</summary>
    public static (string Group, string Version) Split(string apiVersion) =>
        apiVersion.Split('/') is [var group, var version] ? (group, version) : ("", apiVersion);

    /// <summary>A list of texts as JSON.</summary>
    public static JsonArray Array(IReadOnlyList<string> items) => new([.. items.Select(item => JsonValue.Create(item))]);

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
        var resource = Resource(kind.Plural, kind.Singular, kind, kind.Name, kind.Verbs);
        if (kind.ShortNames.Count > 0) resource["shortNames"] = Array(kind.ShortNames);
        if (kind.Categories.Count > 0) resource["categories"] = Array(kind.Categories);
        yield return resource;
        foreach (var sub in subresources.Where(sub => sub.Serves(kind)).OrderBy(sub => sub.Name, StringComparer.Ordinal))
        {
            var below = Resource($"{kind.Plural}/{sub.Name}", "", kind, sub.KindName(kind), sub.Verbs);
            if (sub.ApiVersion(kind) != kind.ApiVersion)
            {
                var (group, version) = Split(sub.ApiVersion(kind));
                below["group"] = group;
                below["version"] = version;
            }

            yield return below;
        }
    }

    private static JsonObject Resource(string name, string singular, ResourceKind of, string kind, IReadOnlyList<string> verbs) => new()
    {
        ["name"] = name,
        ["singularName"] = singular,
        ["namespaced"] = of.Namespaced,
        ["kind"] = kind,
        ["verbs"] = Array(verbs),
    };
}
