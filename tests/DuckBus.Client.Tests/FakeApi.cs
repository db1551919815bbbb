using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using DuckBus.Client.Api;
using DuckBus.Model.Errors;
using DuckBus.Model.Json;
using DuckBus.Model.Kinds;
using DuckBus.Model.Meta;

namespace DuckBus.Client.Tests;

/// <summary>A small API server in memory: objects by their path, one revision for all, 404 and 409 as the real one.</summary>
internal sealed class FakeApi : HttpMessageHandler
{
    private readonly Lock gate = new();
    private readonly SortedDictionary<string, JsonObject> objects = new(StringComparer.Ordinal);
    private long revision;

    public FakeApi() => Client = new ApiClient(new HttpClient(this) { BaseAddress = new Uri("http://api.test") });

    public ApiClient Client { get; }

    /// <summary>Every call as <c>METHOD /path?query body</c>.</summary>
    public ConcurrentQueue<string> Calls { get; } = [];

    /// <summary>Nobody answers.</summary>
    public volatile bool IsDown;

    /// <summary>Answers instead of the store, where it does not return null.</summary>
    public Func<HttpRequestMessage, HttpResponseMessage?> Instead { get; set; } = _ => null;

    public long Revision
    {
        get { lock (gate) return revision; }
    }

    public T Put<T>(T resource)
        where T : Resource
    {
        lock (gate) return Store<T>(PathOf(resource), (JsonObject)JsonNode.Parse(ModelJson.Write(resource))!);
    }

    public void Remove(Resource resource)
    {
        lock (gate)
        {
            objects.Remove(PathOf(resource));
            revision++;
        }
    }

    public T? Find<T>(string ns, string name)
        where T : Resource
    {
        lock (gate) return objects.TryGetValue(ResourceKind.Of<T>().Path(ns, name), out var found) ? Read<T>(found) : null;
    }

    public IReadOnlyList<T> All<T>(string? ns = null)
        where T : Resource
    {
        lock (gate) return [.. In(ResourceKind.Of<T>().Path(ns)).Select(Read<T>)];
    }

    public static HttpResponseMessage Answer(HttpStatusCode code, string body) =>
        new(code) { Content = new StringContent(body, Encoding.UTF8, "application/json") };

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var body = request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken);
        Calls.Enqueue($"{request.Method} {request.RequestUri!.PathAndQuery} {body}".TrimEnd());
        if (IsDown) throw new HttpRequestException(HttpRequestError.ConnectionError, "connection refused");
        if (Instead(request) is { } other) return other;
        lock (gate) return Serve(request, body.Length == 0 ? [] : (JsonObject)JsonNode.Parse(body)!);
    }

    private HttpResponseMessage Serve(HttpRequestMessage request, JsonObject body)
    {
        var path = request.RequestUri!.AbsolutePath;
        var known = objects.GetValueOrDefault(path);
        switch (request.Method.Method)
        {
            case "GET" when known is not null:
                return Answer(HttpStatusCode.OK, known.ToJsonString());
            case "GET" when path.Split('/').Length is 4 or 6 or 7 && !IsObject(path):
                var list = Answer(HttpStatusCode.OK, new JsonObject
                {
                    ["metadata"] = new JsonObject { ["resourceVersion"] = $"{revision}" },
                    ["items"] = new JsonArray([.. In(path).Select(item => item.DeepClone())]),
                }.ToJsonString());
                list.Headers.ETag = new EntityTagHeaderValue($"\"{revision}\"");
                return list;
            case "POST":
                var created = $"{path}/{body["metadata"]!["name"]}";
                if (objects.ContainsKey(created)) return Refuse(Status.AlreadyExists(ResourceKind.Find("pods")!, created));
                body["metadata"]!["uid"] ??= Guid.NewGuid().ToString();
                return Stored(created, body);
            case "PUT" when known is not null:
                if (body["metadata"]!["resourceVersion"] is { } expected && $"{expected}" != $"{known["metadata"]!["resourceVersion"]}")
                    return Refuse(Status.Conflict(ResourceKind.Find("pods")!, path, "it changed"));
                return Stored(path, body);
            case "PATCH" when known is not null:
                var patched = (JsonObject)known.DeepClone();
                foreach (var (name, value) in body) patched[name] = value?.DeepClone();
                return Stored(path, patched);
            case "DELETE" when known is not null:
                objects.Remove(path);
                revision++;
                return Answer(HttpStatusCode.OK, known.ToJsonString());
            default:
                return Refuse(Status.NotFound(ResourceKind.Find("pods")!, path));
        }
    }

    private static bool IsObject(string path) => ResourceKind.All.All(kind => !path.EndsWith('/' + kind.Plural, StringComparison.Ordinal));

    private IEnumerable<JsonObject> In(string collection)
    {
        var all = '/' + collection.Split('/')[^1] + '/';
        return objects.Where(entry => collection.Contains("/namespaces/", StringComparison.Ordinal)
            ? entry.Key.StartsWith(collection + '/', StringComparison.Ordinal)
            : entry.Key.Contains(all, StringComparison.Ordinal)).Select(entry => entry.Value);
    }

    private HttpResponseMessage Stored(string path, JsonObject body)
    {
        Store<Resource>(path, body);
        return Answer(HttpStatusCode.OK, body.ToJsonString());
    }

    private T Store<T>(string path, JsonObject body)
        where T : Resource
    {
        body["metadata"]!["resourceVersion"] = $"{++revision}";
        objects[path] = body;
        return typeof(T) == typeof(Resource) ? null! : Read<T>(body);
    }

    private static T Read<T>(JsonObject json) => ModelJson.Read<T>(Encoding.UTF8.GetBytes(json.ToJsonString()));

    private static string PathOf(Resource resource) =>
        ResourceKind.Of(resource.GetType()).Path(resource.Metadata.Namespace, resource.Metadata.Name);

    private static HttpResponseMessage Refuse(Status status) =>
        Answer((HttpStatusCode)status.Code!, Encoding.UTF8.GetString(ModelJson.Write(status)));
}
