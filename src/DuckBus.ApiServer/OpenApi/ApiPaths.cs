using DuckBus.ApiServer.Subresources;
using DuckBus.ApiServer.Writes;
using DuckBus.Model.Errors;
using DuckBus.Model.Kinds;

namespace DuckBus.ApiServer.OpenApi;

/// <summary>The paths of a kind and the calls that each takes.</summary>
internal static class ApiPaths
{
    private static readonly string[] Bodies = ["application/json", "application/yaml", "application/vnd.kubernetes.protobuf"];

    private static readonly string[] Patches =
    [
        "application/apply-patch+yaml", "application/json-patch+json", "application/merge-patch+json", "application/strategic-merge-patch+json",
    ];

    /// <summary>Every path of a kind, with its calls.</summary>
    public static IEnumerable<(string Path, IReadOnlyList<ApiOperation> Operations)> Of(ResourceKind kind, IReadOnlyList<Subresource> subresources)
    {
        var all = kind.Path();
        var collection = kind.Namespaced ? all.Replace($"/{kind.Plural}", $"/namespaces/{{namespace}}/{kind.Plural}", StringComparison.Ordinal) : all;
        var item = $"{collection}/{{name}}";
        if (Calls(kind, ("list", "get"), ("create", "post"), ("deletecollection", "delete")) is { Count: > 0 } calls) yield return (collection, calls);
        if (kind.Namespaced && kind.Verbs.Contains("list")) yield return (all, [Call(kind, "list", "get", "ForAllNamespaces")]);
        if (Calls(kind, ("get", "get"), ("update", "put"), ("patch", "patch"), ("delete", "delete")) is { Count: > 0 } one) yield return (item, one);
        foreach (var sub in subresources.Where(sub => sub.Serves(kind)).OrderBy(sub => sub.Name, StringComparer.Ordinal))
            yield return ($"{item}/{sub.Name}", [.. sub.Verbs.Select(verb => Below(kind, sub, verb)).DistinctBy(call => call.Method)]);
    }

    private static List<ApiOperation> Calls(ResourceKind kind, params ReadOnlySpan<(string Verb, string Method)> verbs)
    {
        var calls = new List<ApiOperation>();
        foreach (var (verb, method) in verbs)
            if (kind.Verbs.Contains(verb)) calls.Add(Call(kind, verb, method, ""));
        return calls;
    }

    private static ApiOperation Call(ResourceKind kind, string verb, string method, string suffix)
    {
        var schema = SchemaNames.Of(kind.Type);
        return verb switch
        {
            "list" => With("list", $"list or watch objects of kind {kind.Name}", QueryParameter.List, [], null, SchemaNames.ListOf(kind)),
            "create" => With("post", $"create a {kind.Name}", QueryParameter.Write, Bodies, schema, schema),
            "deletecollection" => With("deletecollection", $"delete collection of {kind.Name}",
                [.. QueryParameter.List, .. QueryParameter.Delete.Skip(1)], Bodies, SchemaNames.Of(typeof(DeleteOptions)), SchemaNames.Of(typeof(Status))),
            "get" => With("get", $"read the specified {kind.Name}", QueryParameter.Get, [], null, schema),
            "update" => With("put", $"replace the specified {kind.Name}", QueryParameter.Write, Bodies, schema, schema),
            "patch" => With("patch", $"partially update the specified {kind.Name}", QueryParameter.Patch, Patches, null, schema),
            _ => With("delete", $"delete a {kind.Name}", QueryParameter.Delete, Bodies, SchemaNames.Of(typeof(DeleteOptions)), SchemaNames.Of(typeof(Status))),
        };

        ApiOperation With(
            string action, string description, IReadOnlyList<QueryParameter> parameters, IReadOnlyList<string> consumes, string? body, string answer) =>
            new(method, action, Id(kind, verb, suffix), description, kind.ApiVersion, kind.Name, parameters, consumes, body, answer);
    }

    private static ApiOperation Below(ResourceKind kind, Subresource sub, string verb)
    {
        var (apiVersion, name) = (sub.ApiVersion(kind), sub.KindName(kind));
        var type = ResourceKind.Served.FirstOrDefault(other => other.ApiVersion == apiVersion && other.Name == name)?.Type;
        var schema = type is null ? null : SchemaNames.Of(type);
        var description = $"{verb} {sub.Name} of the specified {kind.Name}";
        return verb switch
        {
            "create" => With("post", QueryParameter.Write, Bodies, schema),
            "update" => With("put", QueryParameter.Write, Bodies, schema),
            "patch" => With("patch", QueryParameter.Patch, Patches, null),
            _ => With("get", QueryParameter.Common, [], null),
        };

        ApiOperation With(string method, IReadOnlyList<QueryParameter> parameters, IReadOnlyList<string> consumes, string? body) => new(
            method, method, Id(kind, verb, char.ToUpperInvariant(sub.Name[0]) + sub.Name[1..]), description, apiVersion, name, parameters, consumes, body, schema);
    }

    private static string Id(ResourceKind kind, string verb, string suffix)
    {
        var group = kind.Group.Length == 0 ? "Core" : string.Concat(kind.Group.Split('.')[..1].Select(part => char.ToUpperInvariant(part[0]) + part[1..]));
        var version = char.ToUpperInvariant(kind.Version[0]) + kind.Version[1..];
        return $"{verb}{group}{version}{(kind.Namespaced && suffix != "ForAllNamespaces" ? "Namespaced" : "")}{kind.Name}{suffix}";
    }
}
