using System.Text.Json.Nodes;
using DuckBus.ApiServer.Subresources;
using DuckBus.Model.Kinds;

namespace DuckBus.ApiServer.Discovery;

/// <summary>Every group, version, kind and subresource in one document: Kubernetes' <c>APIGroupDiscoveryList</c>.</summary>
internal static class AggregatedDiscovery
{
    /// <summary>The group of the document.</summary>
    public const string Group = "apidiscovery.k8s.io";

    /// <summary>The kind of the document.</summary>
    public const string Kind = "APIGroupDiscoveryList";

    /// <summary>The versions of the document. They have the same fields.</summary>
    public static IReadOnlyList<string> Versions { get; } = ["v2", "v2beta1"];

    /// <summary>The document: the core group, or all others.</summary>
    public static JsonObject List(bool core, string version, IReadOnlyList<Subresource> subresources) => new()
    {
        ["kind"] = Kind,
        ["apiVersion"] = $"{Group}/{version}",
        ["metadata"] = new JsonObject(),
        ["items"] = new JsonArray([
            .. ResourceKind.Served.Where(kind => kind.Group.Length == 0 == core)
                .GroupBy(kind => kind.Group, StringComparer.Ordinal)
                .Select(group => GroupOf(group, subresources)),
        ]),
    };

    private static JsonObject GroupOf(IGrouping<string, ResourceKind> group, IReadOnlyList<Subresource> subresources)
    {
        var metadata = new JsonObject { ["creationTimestamp"] = null };
        if (group.Key.Length > 0) metadata["name"] = group.Key;
        return new JsonObject
        {
            ["metadata"] = metadata,
            ["versions"] = new JsonArray([
                .. group.GroupBy(kind => kind.Version, StringComparer.Ordinal).Select(version => new JsonObject
                {
                    ["version"] = version.Key,
                    ["resources"] = new JsonArray([.. version.Select(kind => Resource(kind, subresources))]),
                    ["freshness"] = "Current",
                }),
            ]),
        };
    }

    private static JsonObject Resource(ResourceKind kind, IReadOnlyList<Subresource> subresources)
    {
        var resource = new JsonObject
        {
            ["resource"] = kind.Plural,
            ["responseKind"] = ResponseKind(kind.ApiVersion, kind.Name),
            ["scope"] = kind.Namespaced ? "Namespaced" : "Cluster",
            ["singularResource"] = kind.Singular,
            ["verbs"] = GroupDocuments.Array(kind.Verbs),
        };
        if (kind.ShortNames.Count > 0) resource["shortNames"] = GroupDocuments.Array(kind.ShortNames);
        if (kind.Categories.Count > 0) resource["categories"] = GroupDocuments.Array(kind.Categories);
        var below = subresources.Where(sub => sub.Serves(kind)).OrderBy(sub => sub.Name, StringComparer.Ordinal).Select(sub => new JsonObject
        {
            ["subresource"] = sub.Name,
            ["responseKind"] = ResponseKind(sub.ApiVersion(kind), sub.KindName(kind)),
            ["verbs"] = GroupDocuments.Array(sub.Verbs),
        }).ToArray();
        if (below.Length > 0) resource["subresources"] = new JsonArray([.. below]);
        return resource;
    }

    private static JsonObject ResponseKind(string apiVersion, string kind)
    {
        var (group, version) = GroupDocuments.Split(apiVersion);
        return new JsonObject { ["group"] = group, ["version"] = version, ["kind"] = kind };
    }
}
