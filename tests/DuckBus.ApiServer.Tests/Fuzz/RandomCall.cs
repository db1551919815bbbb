using System.Text;
using System.Text.Json.Nodes;
using DuckBus.Model.Autoscaling;
using DuckBus.Model.Kinds;
using DuckBus.Model.Schema;

namespace DuckBus.ApiServer.Tests.Fuzz;

/// <summary>Makes calls: most of them are valid or nearly so, and each is about one of a few objects, so that they meet.</summary>
internal sealed class RandomCall(Random random)
{
    private const string Json = "application/json";
    private const string Yaml = "application/yaml";
    private const string Protobuf = "application/vnd.kubernetes.protobuf";
    private const string Apply = "application/apply-patch+yaml";

    private static readonly string[] OfPods =
    [
        "status", "status", "log", "exec", "attach", "portforward", "eviction", "binding", "ephemeralcontainers",
    ];

    private static readonly string[] Accepts =
    [
        Json, "*/*", "application/json;as=Table;v=v1;g=meta.k8s.io,application/json", "application/json;as=Table;v=v1beta1;g=meta.k8s.io",
        "application/json;as=PartialObjectMetadata;v=v1;g=meta.k8s.io", "application/json;as=PartialObjectMetadataList;v=v1;g=meta.k8s.io,application/json",
        "application/json;as=Table;v=v9;g=meta.k8s.io", "application/vnd.kubernetes.protobuf,application/json", Protobuf, Yaml, "text/html", "as=", ";;;", "",
    ];

    private static readonly string[] Oddities =
    [
        "/", "//", "/api", "/apis", "/api/v1", "/apis/apps", "/apis/apps/v1", "/version", "/healthz", "/livez", "/readyz?verbose", "/openapi/v3", "/openapi/v2",
        "/openapi/v3/api/v1", "/openapi/v3/apis/apps/v1?hash=x", "/api/v1/namespaces//pods", "/api/v1/namespaces/default/pods/web/log/x", "/api/v1/%2e%2e/pods",
        "/api/v1/namespaces/default/pods/%2F", "/api/v1/namespaces/%F0%9F%A6%86/pods", "/api/v1/pods/", "/apis/example.org/v1/ponds", "/%", "/a?%zz=%", "/api/containers",
        "/api/v1/namespaces/default/pods/%ff", "/apis/metrics.k8s.io/v1beta1/nodes", "/api/v1/watch/pods", "/api/containers/web", "/metrics",
    ];

    /// <summary>The next call.</summary>
    public FuzzCall Next()
    {
        var kind = random.Of(random.Once(10) ? ResourceKind.Served : ResourceKind.All);
        var ns = random.Once(6) ? random.Name() : "default";
        var name = random.Once(30) ? random.Text().Replace("\0", "", StringComparison.Ordinal) : random.Name(); // Kestrel itself refuses %00 in a path.
        var accept = random.Once(2) ? null : random.Of(Accepts);
        return random.Next(14) switch
        {
            0 or 1 or 2 or 3 => Write("POST", kind, ns, name, null, accept),
            4 or 5 => Write("PUT", kind, ns, name, Subresource(kind), accept),
            6 or 7 or 8 => Patch(kind, ns, name, Subresource(kind), accept),
            9 or 10 => Call("GET", kind.Path(Anywhere(ns), random.Once(2) ? name : null, null), accept),
            11 => Call(random.Of("GET", "POST", "HEAD", "DELETE", "OPTIONS", "FOO"), kind.Path(ns, name, Subresource(kind)), accept),
            12 => random.Once(4)
                ? Call(random.Of("GET", "GET", "POST", "DELETE", "HEAD"), random.Of(Oddities), accept)
                : Call("GET", kind.Path(Anywhere(ns), null), accept, "watch=true"),
            _ => Delete(kind, ns, name, accept),
        };
    }

    private FuzzCall Call(string method, string path, string? accept, string? always = null) => new(method, WithQuery(path, always), null, null, accept);

    private FuzzCall Delete(ResourceKind kind, string ns, string name, string? accept)
    {
        if (!random.Once(3)) return Call("DELETE", kind.Path(ns, name), accept);
        if (random.Once(4)) return Call("DELETE", kind.Path(ns), accept, "labelSelector=app%3Dnone");
        var options = new JsonObject { ["kind"] = "DeleteOptions", ["apiVersion"] = "v1", ["propagationPolicy"] = "Background", ["gracePeriodSeconds"] = random.Number() };
        var (body, type) = Written(random.Once(2) ? options : Mutation.Of(options, random), null);
        return new FuzzCall("DELETE", WithQuery(kind.Path(ns, name)), body, type, accept);
    }

    private FuzzCall Write(string method, ResourceKind kind, string ns, string name, string? subresource, string? accept)
    {
        JsonNode? value = subresource == "scale" ? Scale(name, ns) : RandomObject.Of(kind, name, ns, random);
        if (random.Once(3)) value = Mutation.Of(value, random);
        var (body, type) = Written(value, TypeSchema.Of(subresource == "scale" ? typeof(Scale) : kind.Type));
        var path = method == "POST" ? kind.Path(ns) : kind.Path(ns, name, subresource);
        return new FuzzCall(method, WithQuery(path), body, type, accept);
    }

    private FuzzCall Patch(ResourceKind kind, string ns, string name, string? subresource, string? accept)
    {
        var type = random.Of("application/json-patch+json", "application/merge-patch+json", "application/strategic-merge-patch+json", Apply, Apply);
        JsonNode? patch = type.StartsWith("application/json-patch", StringComparison.Ordinal) ? Operations() : RandomObject.Of(kind, name, ns, random);
        for (var i = random.Of(0, 0, 1, 3); i > 0; i--) patch = Mutation.Of(patch, random);
        var body = Encoding.UTF8.GetBytes(patch?.ToJsonString() ?? "null");
        if (random.Once(10)) body = Mutation.Of(body, random);
        if (random.Once(50)) type = random.Of(Json, Yaml, "", ";", random.Text());
        return new FuzzCall("PATCH", WithQuery(kind.Path(ns, name, subresource), type == Apply && !random.Once(10) ? "fieldManager=fuzz&force=true" : null), body, type, accept);
    }

    private JsonArray Operations() => new([.. Enumerable.Range(0, random.Next(4)).Select(_ => new JsonObject
    {
        ["op"] = random.Of("add", "remove", "replace", "move", "copy", "test", "frob"),
        ["path"] = Pointer(),
        ["from"] = Pointer(),
        ["value"] = Mutation.Any(random, 2),
    })]);

    private string Pointer() => random.Of(
        "", "/", "/metadata", "/metadata/labels", "/metadata/labels/app", "/metadata/name", "/spec", "/spec/replicas", "/spec/containers/0", "/spec/containers/-",
        "/spec/containers/01", "/spec/containers/99999999999", "/status", "/data", "/data/x", "/metadata/managedFields", "/kind", "x", "/~2", "/" + random.Text());

    private JsonObject Scale(string name, string ns) => new()
    {
        ["apiVersion"] = "autoscaling/v1", ["kind"] = "Scale",
        ["metadata"] = new JsonObject { ["name"] = name, ["namespace"] = ns },
        ["spec"] = new JsonObject { ["replicas"] = random.Number() },
    };

    /// <summary>A document in one of the formats, broken now and then.</summary>
    private (byte[] Body, string? Type) Written(JsonNode? value, TypeSchema? schema)
    {
        var json = Encoding.UTF8.GetBytes(value?.ToJsonString() ?? "null");
        var (body, type) = random.Next(4) switch
        {
            0 when schema is not null && value is JsonObject map => (ProtobufBody.Of(map, schema), Protobuf),
            1 => (random.Once(3) ? json : YamlBody.Of(value), Yaml), // JSON is YAML, too.
            _ => (json, Json),
        };
        if (random.Once(8)) body = Mutation.Of(body, random);
        return (body, random.Once(40) ? random.Of(Json, Yaml, Protobuf, "text/plain", "", ";", "application/json; charset=utf-16") : type);
    }

    private string? Subresource(ResourceKind kind) => random.Once(2) ? null
        : random.Once(20) ? random.Of("nope", "", "scale", "token", "finalize")
        : kind.Plural switch
        {
            "pods" => random.Of(OfPods),
            "deployments" or "replicasets" => random.Of("scale", "status"),
            "namespaces" => random.Of("finalize", "status"),
            "serviceaccounts" => "token",
            _ => kind.HasStatus ? "status" : null,
        };

    private string? Anywhere(string ns) => random.Once(3) ? null : ns;

    private string WithQuery(string path, string? always = null)
    {
        var query = RandomQuery.Of(random, always);
        return query.Length == 0 ? path : $"{path}{(path.Contains('?') ? '&' : '?')}{query}";
    }
}
