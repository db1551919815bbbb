using System.Text.Json.Nodes;
using DuckBus.Model.Kinds;

namespace DuckBus.ApiServer.OpenApi;

/// <summary>
/// What Swagger UI fills in, so that a call works when it is sent as it stands: a POST creates <c>demo</c>, and what comes after it
/// is about that.
/// </summary>
internal static class Examples
{
    private const string Demo = "demo";

    /// <summary>What there is to each kind besides its name.</summary>
    private static readonly JsonNode Rest = JsonNode.Parse("""
        {
          "ConfigMap": {"data": {"greeting": "quack"}},
          "Endpoints": {"subsets": [{"addresses": [{"ip": "10.97.200.1"}], "ports": [{"port": 8080}]}]},
          "Event": {"involvedObject": {"kind": "Pod", "namespace": "default", "name": "demo"}, "type": "Normal", "reason": "Demo", "message": "Somebody tried the API."},
          "Namespace": {},
          "Node": {"spec": {"unschedulable": true}},
          "Pod": {"spec": {"containers": [{"name": "duck", "image": "duckbus/duck:local"}]}},
          "Secret": {"stringData": {"word": "quack"}},
          "ServiceAccount": {},
          "Service": {"spec": {"selector": {"app": "demo"}, "ports": [{"port": 8080}]}},
          "ControllerRevision": {"revision": 1, "data": {}},
          "DaemonSet": {"spec": {"selector": {"matchLabels": {"app": "demo"}}, "template": {"metadata": {"labels": {"app": "demo"}}, "spec": {"containers": [{"name": "duck", "image": "duckbus/duck:local"}]}}}},
          "Deployment": {"spec": {"replicas": 2, "selector": {"matchLabels": {"app": "demo"}}, "template": {"metadata": {"labels": {"app": "demo"}}, "spec": {"containers": [{"name": "duck", "image": "duckbus/duck:local"}]}}}},
          "ReplicaSet": {"spec": {"replicas": 2, "selector": {"matchLabels": {"app": "demo"}}, "template": {"metadata": {"labels": {"app": "demo"}}, "spec": {"containers": [{"name": "duck", "image": "duckbus/duck:local"}]}}}},
          "SelfSubjectReview": {},
          "TokenReview": {"spec": {"token": "quack"}},
          "LocalSubjectAccessReview": {"spec": {"user": "demo", "resourceAttributes": {"namespace": "default", "verb": "get", "resource": "pods"}}},
          "SelfSubjectAccessReview": {"spec": {"resourceAttributes": {"namespace": "default", "verb": "get", "resource": "pods"}}},
          "SelfSubjectRulesReview": {"spec": {"namespace": "default"}},
          "SubjectAccessReview": {"spec": {"user": "demo", "resourceAttributes": {"namespace": "default", "verb": "get", "resource": "pods"}}},
          "Lease": {"spec": {"holderIdentity": "demo", "leaseDurationSeconds": 15}},
          "EndpointSlice": {"addressType": "IPv4", "endpoints": [{"addresses": ["10.97.200.1"]}], "ports": [{"port": 8080}]},
          "NodePort": {"spec": {"parentRef": {"resource": "services", "namespace": "default", "name": "demo"}}},
          "IPAddress": {"spec": {"parentRef": {"resource": "services", "namespace": "default", "name": "demo"}}},
          "PodDisruptionBudget": {"spec": {"minAvailable": 1, "selector": {"matchLabels": {"app": "demo"}}}},
          "Scale": {"spec": {"replicas": 3}},
          "Eviction": {},
          "TokenRequest": {"spec": {"expirationSeconds": 3600}},
          "Binding": {"target": {"kind": "Node", "name": "node-1"}}
        }
        """)!;

    /// <summary>The name of the object that a path is about.</summary>
    public static string NameIn(string path) => path switch
    {
        _ when path.Contains("/metrics.k8s.io/v1beta1/nodes/", StringComparison.Ordinal) => "node-1",
        _ when path.Contains("/ipaddresses", StringComparison.Ordinal) => "10.96.200.200",
        _ when path.Contains("/nodeports", StringComparison.Ordinal) => "31999",
        _ => Demo,
    };

    /// <summary>The value of a parameter; null for none, which then is not sent.</summary>
    public static string? Parameter(string path, string name, ApiOperation? operation) => name switch
    {
        "name" => NameIn(path),
        "namespace" => "default",
        "fieldManager" when operation?.Method == "patch" => "swagger",
        "labelSelector" when operation?.Action == "deletecollection" => "app=demo",
        _ => null,
    };

    /// <summary>A body; null where the call takes none that anybody would send.</summary>
    public static JsonNode? Body(string path, ApiOperation operation, string mediaType) => operation.Method switch
    {
        "delete" => JsonNode.Parse("""{"propagationPolicy": "Background"}"""),
        "patch" => Patch(path, operation, mediaType),
        // A pod is what its creation made of it, which nobody can write down beforehand.
        "put" when operation.Kind == "Pod" && !path.EndsWith("/status", StringComparison.Ordinal) => null,
        _ => mediaType is "application/json" or "application/yaml" ? Whole(path, operation) : null,
    };

    private static JsonNode? Patch(string path, ApiOperation operation, string mediaType) => (mediaType, operation.Kind) switch
    {
        ("application/apply-patch+yaml", "Scale") => null,
        ("application/apply-patch+yaml", _) => Applied(path, operation),
        ("application/json-patch+json", "Scale") => JsonNode.Parse("""[{"op": "replace", "path": "/spec/replicas", "value": 3}]"""),
        ("application/json-patch+json", _) => JsonNode.Parse("""[{"op": "add", "path": "/metadata/labels", "value": {"app": "demo"}}]"""),
        (_, "Scale") => JsonNode.Parse("""{"spec": {"replicas": 3}}"""),
        _ when path.EndsWith("/ephemeralcontainers", StringComparison.Ordinal) => JsonNode.Parse("""{"spec": {"ephemeralContainers": [{"name": "look", "image": "duckbus/duck:local"}]}}"""),
        _ => JsonNode.Parse("""{"metadata": {"labels": {"app": "demo"}}}"""),
    };

    private static JsonObject Applied(string path, ApiOperation operation) => new()
    {
        ["apiVersion"] = operation.ApiVersion,
        ["kind"] = operation.Kind,
        ["metadata"] = new JsonObject { ["name"] = NameIn(path), ["labels"] = new JsonObject { ["app"] = Demo } },
    };

    private static JsonObject? Whole(string path, ApiOperation operation)
    {
        if (Rest[operation.Kind] is not { } rest) return null;
        var whole = new JsonObject { ["apiVersion"] = operation.ApiVersion, ["kind"] = operation.Kind };
        if (IsKept(operation)) whole["metadata"] = new JsonObject { ["name"] = NameIn(path) };
        foreach (var (field, value) in rest.AsObject()) whole[field] = value?.DeepClone();
        return whole;
    }

    // Questions, such as a SubjectAccessReview, have no name.
    private static bool IsKept(ApiOperation operation) =>
        ResourceKind.Served.FirstOrDefault(kind => kind.ApiVersion == operation.ApiVersion && kind.Name == operation.Kind) is not { IsStored: false };
}
