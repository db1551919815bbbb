using System.Collections.Concurrent;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using System.Web;
using DuckBus.Bus;
using DuckBus.Client.Api;
using DuckBus.Model.Core;
using DuckBus.Model.Errors;
using DuckBus.Model.Json;
using DuckBus.Model.Kinds;
using DuckBus.Model.Meta;

namespace DuckBus.Kubelet.Tests.Fakes;

/// <summary>The Kubernetes API in memory, over HTTP as the client speaks it, as far as a kubelet uses it.</summary>
internal sealed class FakeApi(FakeBus bus, TimeProvider time) : HttpMessageHandler
{
    private readonly Lock gate = new();
    private readonly SortedDictionary<string, JsonObject> objects = new(StringComparer.Ordinal);
    private long revision = 100;
    private int tokens;

    /// <summary>Nobody answers.</summary>
    public volatile bool Down;

    /// <summary>What is asked is done, and nobody hears of it.</summary>
    public volatile bool LosesAnswers;

    /// <summary>What was asked: <c>PUT /api/v1/…</c>.</summary>
    public ConcurrentQueue<string> Requests { get; } = [];

    /// <summary>Every status that was written, in order.</summary>
    public ConcurrentQueue<Pod> Statuses { get; } = [];

    public ApiClient Client() => new(new HttpClient(this, disposeHandler: false) { BaseAddress = new Uri("http://api.test/") });

    public T? Get<T>(string? ns, string name)
        where T : Resource
    {
        lock (gate)
            return objects.TryGetValue(ResourceKind.Of<T>().Path(ns, name), out var found) ? ModelJson.Read<T>(Encoding.UTF8.GetBytes(found.ToJsonString())) : null;
    }

    public IReadOnlyList<T> All<T>()
        where T : Resource
    {
        lock (gate)
            return [.. objects.Values.Where(one => one["kind"]?.GetValue<string>() == ResourceKind.Of<T>().Name)
                .Select(one => ModelJson.Read<T>(Encoding.UTF8.GetBytes(one.ToJsonString())))];
    }

    public T Put<T>(T resource)
        where T : Resource
    {
        var kind = ResourceKind.Of<T>();
        var json = JsonNode.Parse(ModelJson.Write(resource))!.AsObject();
        json["apiVersion"] = kind.ApiVersion;
        json["kind"] = kind.Name;
        json["metadata"]!["uid"] ??= Guid.NewGuid().ToString();
        json["metadata"]!["generation"] ??= 1;
        json["metadata"]!["creationTimestamp"] ??= time.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'");
        Store(kind.Path(resource.Metadata.Namespace, resource.Metadata.Name), json);
        return Get<T>(resource.Metadata.Namespace, resource.Metadata.Name!)!;
    }

    /// <summary>A user deletes a pod that is bound: it gets its time to end.</summary>
    public void Delete(string ns, string name, long grace = 30)
    {
        var pod = Get<Pod>(ns, name)!;
        Put(pod with
        {
            Metadata = pod.Metadata with { DeletionGracePeriodSeconds = grace, DeletionTimestamp = time.GetUtcNow().AddSeconds(grace) },
        });
    }

    /// <summary>An object is gone.</summary>
    public void Remove<T>(string? ns, string name, bool silently = false)
        where T : Resource => Drop(ResourceKind.Of<T>().Path(ns, name), silently);

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        await Task.Yield();
        if (Down) throw new HttpRequestException("Connection refused (api.test)");
        var path = request.RequestUri!.AbsolutePath;
        Requests.Enqueue($"{request.Method} {path}");
        var body = request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken);
        try
        {
            var answer = Handle(request.Method.Method, path, HttpUtility.ParseQueryString(request.RequestUri.Query), body);
            return LosesAnswers ? throw new HttpRequestException("Connection reset by peer (api.test)") : Answer(HttpStatusCode.OK, answer);
        }
        catch (StatusException refused)
        {
            return Answer((HttpStatusCode)refused.Code, JsonNode.Parse(ModelJson.Write(refused.Status))!);
        }
    }

    private static HttpResponseMessage Answer(HttpStatusCode code, JsonNode body) =>
        new(code) { Content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json") };

    private JsonNode Handle(string method, string path, System.Collections.Specialized.NameValueCollection query, string body)
    {
        if (method == "POST" && path.EndsWith("/token", StringComparison.Ordinal)) return Token(path, JsonNode.Parse(body)!.AsObject());
        var isStatus = path.EndsWith("/status", StringComparison.Ordinal);
        if (isStatus) path = path[..^"/status".Length];
        var last = path[(path.LastIndexOf('/') + 1)..];
        var kind = ResourceKind.All.FirstOrDefault(one => one.Plural == last) ?? ResourceKind.All.First(one => path.EndsWith($"/{one.Plural}/{last}", StringComparison.Ordinal));
        var isCollection = last == kind.Plural;
        return (method, isCollection) switch
        {
            ("GET", true) => List(kind, query),
            ("POST", true) => Create(kind, path, JsonNode.Parse(body)!.AsObject()),
            ("GET", false) => Read(kind, path, last),
            ("PATCH", false) => Merge(kind, path, last, JsonNode.Parse(body)!.AsObject()),
            ("PUT", false) => Replace(kind, path, last, JsonNode.Parse(body)!.AsObject(), isStatus),
            ("DELETE", false) => Delete(kind, path, last),
            _ => throw new StatusException(Status.MethodNotAllowed(method, path)),
        };
    }

    private JsonObject Token(string path, JsonObject request)
    {
        var spec = request["spec"]!;
        request["status"] = new JsonObject
        {
            ["token"] = $"token {++tokens} of {path.Split('/')[^2]} for {spec["audiences"]?[0] ?? "the API"}, tied to {spec["boundObjectRef"]!["name"]}",
            ["expirationTimestamp"] = time.GetUtcNow().AddSeconds(spec["expirationSeconds"]!.GetValue<long>()).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'"),
        };
        return request;
    }

    private JsonObject List(ResourceKind kind, System.Collections.Specialized.NameValueCollection query)
    {
        lock (gate)
        {
            var node = query["fieldSelector"]?.Split('=').Last();
            var items = objects.Where(one => one.Key.Contains($"/{kind.Plural}/"))
                .Where(one => node is null || one.Value["spec"]?["nodeName"]?.GetValue<string>() == node)
                .Select(one => one.Value.DeepClone()).ToArray();
            return new JsonObject
            {
                ["apiVersion"] = kind.ApiVersion,
                ["kind"] = kind.Name + "List",
                ["metadata"] = new JsonObject { ["resourceVersion"] = $"{revision}" },
                ["items"] = new JsonArray(items),
            };
        }
    }

    private JsonObject Create(ResourceKind kind, string path, JsonObject json)
    {
        var name = json["metadata"]!["name"]!.GetValue<string>();
        lock (gate)
            if (objects.ContainsKey($"{path}/{name}")) throw new StatusException(Status.AlreadyExists(kind, name));
        json["metadata"]!["uid"] = Guid.NewGuid().ToString();
        return Store($"{path}/{name}", json);
    }

    private JsonNode Read(ResourceKind kind, string path, string name)
    {
        lock (gate) return objects.TryGetValue(path, out var found) ? found.DeepClone() : throw new StatusException(Status.NotFound(kind, name));
    }

    private JsonObject Replace(ResourceKind kind, string path, string name, JsonObject json, bool isStatus)
    {
        lock (gate)
        {
            if (!objects.TryGetValue(path, out var current)) throw new StatusException(Status.NotFound(kind, name));
            if (json["metadata"]!["resourceVersion"]?.GetValue<string>() is { } expected
                && expected != current["metadata"]!["resourceVersion"]!.GetValue<string>())
                throw new StatusException(Status.Conflict(kind, name, "the object has been modified"));
            var next = isStatus ? current.DeepClone().AsObject() : json;
            if (isStatus) next["status"] = json["status"]?.DeepClone();
            else if (current["status"] is { } kept) next["status"] = kept.DeepClone();
            var stored = Store(path, next);
            if (isStatus && kind.Name == "Pod") Statuses.Enqueue(ModelJson.Read<Pod>(Encoding.UTF8.GetBytes(stored.ToJsonString())));
            return stored;
        }
    }

    private JsonObject Merge(ResourceKind kind, string path, string name, JsonObject patch)
    {
        var json = Read(kind, path, name).AsObject();
        foreach (var (field, value) in patch) json[field] = value?.DeepClone();
        return Store(path, json);
    }

    private JsonNode Delete(ResourceKind kind, string path, string name)
    {
        var json = Read(kind, path, name);
        Drop(path, silently: false);
        return json;
    }

    private JsonObject Store(string path, JsonObject json)
    {
        ChangeType type;
        lock (gate)
        {
            type = objects.ContainsKey(path) ? ChangeType.Modified : ChangeType.Added;
            json["metadata"]!["resourceVersion"] = $"{++revision}";
            objects[path] = json.DeepClone().AsObject();
        }

        Publish(type, json);
        return json;
    }

    private void Drop(string path, bool silently)
    {
        JsonObject? gone;
        lock (gate)
        {
            if (!objects.Remove(path, out gone)) return;
            gone["metadata"]!["resourceVersion"] = $"{++revision}";
        }

        if (!silently) Publish(ChangeType.Deleted, gone);
    }

    private void Publish(ChangeType type, JsonObject json)
    {
        if (Down) return;
        var kind = ResourceKind.All.First(one => one.Name == json["kind"]!.GetValue<string>());
        var change = new ResourceChanged
        {
            Kind = kind.Id,
            Namespace = json["metadata"]!["namespace"]?.GetValue<string>() ?? "",
            Name = json["metadata"]!["name"]!.GetValue<string>(),
            Uid = json["metadata"]!["uid"]!.GetValue<string>(),
            Revision = long.Parse(json["metadata"]!["resourceVersion"]!.GetValue<string>()),
            Type = type,
            Node = kind.Name == "Pod" ? json["spec"]?["nodeName"]?.GetValue<string>() : null,
            Object = json.ToJsonString(),
            TraceParent = System.Diagnostics.Activity.Current?.Id,
        };
        _ = bus.PublishAsync([change], CancellationToken.None);
    }
}
