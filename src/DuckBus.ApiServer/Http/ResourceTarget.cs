using System.Collections.Frozen;
using DuckBus.Model.Kinds;

namespace DuckBus.ApiServer.Http;

/// <summary>What a Kubernetes path points to.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="Namespace">The namespace; empty for all, or for cluster-scoped kinds.</param>
/// <param name="Name">The object; null for the collection.</param>
/// <param name="Subresource">Such as <c>status</c>; null for the object itself.</param>
internal sealed record ResourceTarget(ResourceKind Kind, string Namespace, string? Name, string? Subresource)
{
    private static readonly FrozenDictionary<(string Group, string Version, string Plural), ResourceKind> Kinds =
        ResourceKind.Served.ToFrozenDictionary(kind => (kind.Group, kind.Version, kind.Plural));

    public ResourceKey Key => new(Kind.Id, Namespace, Name ?? "");

    /// <summary>
    /// Reads <c>/api/v1/…</c> and <c>/apis/GROUP/VERSION/…</c>: a collection, an object or a subresource, in a namespace
    /// or in the cluster. Null if the path is none of these, or the kind is not known.
    /// </summary>
    public static ResourceTarget? Parse(string path)
    {
        var parts = path.Split('/');
        return parts switch
        {
            ["", "api", var version, .. var rest] => Find("", version, rest),
            ["", "apis", var group, var version, .. var rest] when group.Length > 0 => Find(group, version, rest),
            _ => null,
        };
    }

    private static ResourceTarget? Find(string group, string version, string[] rest)
    {
        if (rest.Any(part => part.Length == 0)) return null;
        return rest switch
        {
            ["namespaces", var ns, var plural, .. var more] when Kinds.TryGetValue((group, version, plural), out var kind) && kind.Namespaced =>
                At(kind, ns, more),
            [var plural, .. var more] when Kinds.TryGetValue((group, version, plural), out var kind) && (!kind.Namespaced || more.Length == 0) =>
                At(kind, "", more),
            _ => null,
        };
    }

    private static ResourceTarget? At(ResourceKind kind, string ns, string[] more) => more switch
    {
        [] => new(kind, ns, null, null),
        [var name] => new(kind, ns, name, null),
        [var name, var subresource] => new(kind, ns, name, subresource),
        _ => null,
    };
}
