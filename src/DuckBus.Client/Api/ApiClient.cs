using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using DuckBus.Model.Authentication;
using DuckBus.Model.Core;
using DuckBus.Model.Errors;
using DuckBus.Model.Json;
using DuckBus.Model.Kinds;
using DuckBus.Model.Meta;

namespace DuckBus.Client.Api;

/// <summary>
/// The typed client that every part is written with. Failures that the server tells are <see cref="StatusException"/>;
/// a server that cannot be reached, or whose answer cannot be read, is an <see cref="HttpRequestException"/>, a timeout a
/// <see cref="TimeoutException"/>. Nothing else is thrown, so that who catches these three outlives any server.
/// The current trace goes with each call.
/// </summary>
/// <param name="http">Its BaseAddress is the server; several addresses are handled by its handler.</param>
public sealed class ApiClient(HttpClient http)
{
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan RequestTimeout = TimeSpan.FromSeconds(10);
    private static readonly MediaTypeHeaderValue Json = new("application/json");
    private static readonly MediaTypeHeaderValue MergePatch = new("application/merge-patch+json");

    /// <summary>A client of a cluster with one or several API servers; the next one is tried when one cannot be reached.</summary>
    /// <param name="servers">The addresses of the API servers, at least one.</param>
    /// <param name="userAgent">Who calls, for the server's log: <c>duckbus-scheduler</c>; null for <c>duckbus</c>.</param>
    /// <param name="timeout">How long a call may take until its answer is complete; 10 s if null. Watches may last.</param>
    public static ApiClient Connect(IReadOnlyList<Uri> servers, string? userAgent = null, TimeSpan? timeout = null)
    {
        var sockets = new SocketsHttpHandler
        {
            ConnectTimeout = ConnectTimeout,
            UseCookies = false,
            UseProxy = false,

            // HttpClient would put a span of its own in between, which no part exports: the trace would be cut in two.
            ActivityHeadersPropagator = null,
        };
        var http = new HttpClient(new ServerFailover(servers, sockets))
        {
            BaseAddress = servers[0],
            Timeout = timeout ?? RequestTimeout,
        };
        http.DefaultRequestHeaders.UserAgent.ParseAdd(userAgent ?? "duckbus");
        return new ApiClient(http);
    }

    /// <summary>The object, or null if there is none.</summary>
    public async Task<T?> GetAsync<T>(string? ns, string name, CancellationToken cancellationToken)
        where T : Resource
    {
        try
        {
            return await CallAsync<T>(HttpMethod.Get, ResourceKind.Of<T>().Path(ns, name), null, cancellationToken);
        }
        catch (StatusException e) when (e.IsNotFound)
        {
            return null;
        }
    }

    /// <summary>All objects that match.</summary>
    public Task<ResourceList<T>> ListAsync<T>(ListOptions options, CancellationToken cancellationToken)
        where T : Resource =>
        CallAsync<ResourceList<T>>(HttpMethod.Get, ResourceKind.Of<T>().Path(options.Namespace) + options.Query(), null, cancellationToken);

    /// <summary>Lists again. If no object of the kind has changed since, the items are those of before, which were not sent again.</summary>
    /// <param name="options">Which objects: the same as before.</param>
    /// <param name="before">The last answer, or null for the first.</param>
    /// <param name="cancellationToken">Gives the call up.</param>
    public async Task<Listed<T>> ListAsync<T>(ListOptions options, Listed<T>? before, CancellationToken cancellationToken)
        where T : Resource
    {
        var path = ResourceKind.Of<T>().Path(options.Namespace) + options.Query();
        using var response = await SendAsync(HttpMethod.Get, path, null, cancellationToken, tag: before?.Tag);
        if (response.StatusCode != HttpStatusCode.NotModified)
            return new Listed<T>(await ReadAsync<ResourceList<T>>(HttpMethod.Get, path, response, cancellationToken), response.Headers.ETag?.ToString());
        var revision = response.Headers.TryGetValues(ListHeaders.Revision, out var values) ? values.First() : null;
        return before! with { List = before.List with { Metadata = before.List.Metadata with { ResourceVersion = revision } } };
    }

    /// <summary>Creates the object in <c>metadata.namespace</c>; answers it as the server stored it.</summary>
    public Task<T> CreateAsync<T>(T resource, CancellationToken cancellationToken)
        where T : Resource
    {
        var path = ResourceKind.Of(resource.GetType()).Path(resource.Metadata.Namespace);
        return CallAsync<T>(HttpMethod.Post, path, Body(resource), cancellationToken);
    }

    /// <summary>Replaces the object. With a resourceVersion it must be the current one, else 409 Conflict.</summary>
    public Task<T> UpdateAsync<T>(T resource, CancellationToken cancellationToken)
        where T : Resource => ReplaceAsync(resource, null, cancellationToken);

    /// <summary>Replaces the object's status. With a resourceVersion it must be the current one, else 409 Conflict.</summary>
    public Task<T> UpdateStatusAsync<T>(T resource, CancellationToken cancellationToken)
        where T : Resource => ReplaceAsync(resource, "status", cancellationToken);

    /// <summary>Replaces the finalizers in the spec of a namespace, which no other call changes.</summary>
    public Task<Namespace> FinalizeAsync(Namespace ns, CancellationToken cancellationToken) => ReplaceAsync(ns, "finalize", cancellationToken);

    /// <summary>Applies a JSON merge patch (RFC 7396).</summary>
    /// <param name="ns">The namespace, or null for cluster-scoped kinds.</param>
    /// <param name="name">The name.</param>
    /// <param name="patch">The patch.</param>
    /// <param name="subresource">Such as <c>status</c>, or null for the object itself.</param>
    /// <param name="cancellationToken">Gives the call up.</param>
    public Task<T> MergePatchAsync<T>(
        string? ns, string name, JsonObject patch, string? subresource, CancellationToken cancellationToken)
        where T : Resource =>
        CallAsync<T>(HttpMethod.Patch, ResourceKind.Of<T>().Path(ns, name, subresource), Body(patch, MergePatch), cancellationToken);

    /// <summary>Deletes the object.</summary>
    /// <returns>Whether there was one to delete (false: it was gone already, or the preconditions name another uid).</returns>
    public async Task<bool> DeleteAsync<T>(string? ns, string name, DeleteOptions options, CancellationToken cancellationToken)
        where T : Resource
    {
        try
        {
            using var response = await SendAsync(
                HttpMethod.Delete, ResourceKind.Of<T>().Path(ns, name), Body(options.ToJson(), Json), cancellationToken);
            return true;
        }
        catch (StatusException e) when (e.IsNotFound || (e.IsConflict && options is { Uid: not null, ResourceVersion: null }))
        {
            return false;
        }
    }

    /// <summary>Binds a pod to a node: <c>POST pods/NAME/binding</c>. 409 if it is bound to another already.</summary>
    public async Task BindAsync(Pod pod, string node, CancellationToken cancellationToken)
    {
        var binding = new Binding
        {
            ApiVersion = "v1",
            Kind = "Binding",
            Metadata = new ObjectMeta { Name = pod.Metadata.Name, Namespace = pod.Metadata.Namespace, Uid = pod.Metadata.Uid },
            Target = new ObjectReference { ApiVersion = "v1", Kind = "Node", Name = node },
        };
        var path = ResourceKind.Of<Pod>().Path(pod.Metadata.Namespace, pod.Metadata.Name, "binding");
        using var response = await SendAsync(HttpMethod.Post, path, Body(binding, Json), cancellationToken);
    }

    /// <summary>What a path answers, as text: a log, or whatever is no object of the API.</summary>
    /// <param name="path">Such as <c>api/v1/namespaces/default/pods/web/log?tailLines=100</c>.</param>
    /// <param name="cancellationToken">Gives the call up.</param>
    public async Task<string> ReadTextAsync(string path, CancellationToken cancellationToken)
    {
        using var response = await SendAsync(HttpMethod.Get, path, null, cancellationToken);
        return await response.Content.ReadAsStringAsync(cancellationToken);
    }

    /// <summary>Posts to a path that is no kind of the API: <c>api/containers</c>.</summary>
    public async Task PostAsync(string path, JsonObject body, CancellationToken cancellationToken)
    {
        using var response = await SendAsync(HttpMethod.Post, path, Body(body, Json), cancellationToken);
    }

    /// <summary>Makes a token of a service account: <c>POST serviceaccounts/NAME/token</c>.</summary>
    public async Task<TokenRequestStatus> CreateTokenAsync(string ns, string account, TokenRequestSpec spec, CancellationToken cancellationToken)
    {
        var request = new TokenRequest { ApiVersion = "authentication.k8s.io/v1", Kind = nameof(TokenRequest), Spec = spec };
        var path = ResourceKind.Of<ServiceAccount>().Path(ns, account, "token");
        var answer = await CallAsync<TokenRequest>(HttpMethod.Post, path, Body(request, Json), cancellationToken);
        return answer.Status ?? throw new JsonException($"POST {path}: the server answered no token");
    }

    /// <summary>Watches from a revision (the list's). Ends when the server closes the stream; 410 comes as a StatusException.</summary>
    public async IAsyncEnumerable<WatchEvent<T>> WatchAsync<T>(
        ListOptions options, string resourceVersion, [EnumeratorCancellation] CancellationToken cancellationToken)
        where T : Resource
    {
        var query = (options with { ResourceVersion = resourceVersion }).Query("watch=true", "allowWatchBookmarks=true");
        using var response = await SendAsync(
            HttpMethod.Get, ResourceKind.Of<T>().Path(options.Namespace) + query, null, cancellationToken, HttpCompletionOption.ResponseHeadersRead);
        await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
        await foreach (var line in WatchLine.ReadAsync(stream, cancellationToken))
        {
            if (line.Type == "ERROR") throw new StatusException(line.Object.Deserialize<Status>(ModelJson.Options)!);
            if (Enum.TryParse<ChangeType>(line.Type, ignoreCase: true, out var type))
                yield return new WatchEvent<T>(type, line.Object.Deserialize<T>(ModelJson.Options)!);
        }
    }

    private Task<T> ReplaceAsync<T>(T resource, string? subresource, CancellationToken cancellationToken)
        where T : Resource
    {
        var path = ResourceKind.Of(resource.GetType()).Path(resource.Metadata.Namespace, resource.Metadata.Name, subresource);
        return CallAsync<T>(HttpMethod.Put, path, Body(resource), cancellationToken);
    }

    private async Task<T> CallAsync<T>(HttpMethod method, string path, HttpContent? body, CancellationToken cancellationToken)
    {
        using var response = await SendAsync(method, path, body, cancellationToken);
        return await ReadAsync<T>(method, path, response, cancellationToken);
    }

    private static async Task<T> ReadAsync<T>(HttpMethod method, string path, HttpResponseMessage response, CancellationToken cancellationToken)
    {
        await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
        try
        {
            return await JsonSerializer.DeserializeAsync<T>(stream, ModelJson.Options, cancellationToken) ?? throw new JsonException("it is null");
        }
        catch (JsonException e)
        {
            throw new HttpRequestException(HttpRequestError.InvalidResponse, $"{method} {path}: the answer cannot be read, this is no API server: {e.Message}", e);
        }
    }

    private async Task<HttpResponseMessage> SendAsync(
        HttpMethod method, string path, HttpContent? body, CancellationToken cancellationToken,
        HttpCompletionOption until = HttpCompletionOption.ResponseContentRead, string? tag = null)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body };
        if (tag is not null) request.Headers.TryAddWithoutValidation("If-None-Match", tag);
        if (Activity.Current is { IdFormat: ActivityIdFormat.W3C } span) request.Headers.Add("traceparent", span.Id);
        try
        {
            var response = await http.SendAsync(request, until, cancellationToken);
            if (response.IsSuccessStatusCode || (tag is not null && response.StatusCode == HttpStatusCode.NotModified)) return response;
            using (response) throw await ErrorBody.ReadAsync(response, cancellationToken);
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException($"{method} {path}: no answer from the API server within {http.Timeout.TotalSeconds:0.#} s", e);
        }
        catch (HttpRequestException e) when (e.InnerException is IOException)
        {
            // Its own words are only that an error occurred.
            throw new HttpRequestException(e.HttpRequestError, $"the connection to the API server broke: {e.GetBaseException().Message}", e);
        }
    }

    private static ByteArrayContent Body(Resource resource)
    {
        var kind = ResourceKind.Of(resource.GetType());
        return Body(resource with { ApiVersion = kind.ApiVersion, Kind = kind.Name }, Json);
    }

    private static ByteArrayContent Body(object value, MediaTypeHeaderValue type) =>
        new(ModelJson.Write(value)) { Headers = { ContentType = type } };
}
