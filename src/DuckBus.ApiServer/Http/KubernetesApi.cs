using DuckBus.ApiServer.Authorization;
using DuckBus.ApiServer.Computed;
using DuckBus.ApiServer.Discovery;
using DuckBus.ApiServer.OpenApi;
using DuckBus.ApiServer.Reads;
using DuckBus.ApiServer.Subresources;
using DuckBus.ApiServer.Watching;
using DuckBus.ApiServer.Writes;
using DuckBus.Model.Errors;
using DuckBus.Telemetry;
using Microsoft.AspNetCore.Http;

namespace DuckBus.ApiServer.Http;

/// <summary>
/// The one handler of every kind: path to target, method to verb, authorization, then the call. A new kind needs nothing
/// here; it is in the model or it is not.
/// </summary>
internal sealed class KubernetesApi(
    ResourceReader reader, ResourceCalls calls, WatchHandler watches, IReadOnlyList<Subresource> subresources, IReadOnlyList<ComputedKind> computed,
    ApiDiscovery discovery, OpenApiDocuments openApi, IAuthorizer authorizer, RequestMetrics metrics, PartTelemetry telemetry, TimeProvider time)
{
    /// <summary>The paths of the documents and of the server's state, as a client sees them that gets <c>/</c>.</summary>
    public IReadOnlyList<string> Paths { get; } =
        [.. discovery.Paths.Concat(OpenApiDocuments.Roots).Concat(["/healthz", "/livez", "/readyz", "/metrics"]).Order(StringComparer.Ordinal)];

    /// <summary>Serves the request if its path is one of the Kubernetes API.</summary>
    /// <returns>Whether it was.</returns>
    /// <exception cref="StatusException">The request cannot be served.</exception>
    public async Task<bool> TryHandleAsync(HttpContext http)
    {
        // No document has a path that is also a resource's.
        if (ResourceTarget.Parse(http.Request.Path.Value ?? "") is { } target)
        {
            await ServeAsync(target, http);
            return true;
        }

        if ((discovery.Find(http.Request) ?? openApi.Find(http.Request)) is { } document)
        {
            if (!HttpMethods.IsGet(http.Request.Method) && !HttpMethods.IsHead(http.Request.Method)) throw NotAllowed(http);
            await document.WriteAsync(http, immutable: OpenApiDocuments.IsImmutable(http.Request));
            return true;
        }

        return false;
    }

    private async Task ServeAsync(ResourceTarget target, HttpContext http)
    {
        var started = time.GetTimestamp();
        using var span = RequestTracing.Start(telemetry, http.Request, target);
        var verb = "";
        var code = 500;
        try
        {
            verb = Verb(target, http.Request) ?? throw NotAllowed(http);
            await authorizer.DemandAsync(http, verb, target.Kind, target.Namespace, target.Name, target.Subresource);
            await CallAsync(verb, target, http);
            code = http.Response.StatusCode;
        }
        catch (Exception e)
        {
            code = FailureMiddleware.Explain(e).Code ?? 500;
            throw;
        }
        finally
        {
            span.End(code);
            // How long a watch or a tunnel is open says nothing of how fast the server is.
            if (verb != "watch" && code != StatusCodes.Status101SwitchingProtocols) metrics.Done(verb, target.Kind.Id, code, time.GetElapsedTime(started));
        }
    }

    private Task CallAsync(string verb, ResourceTarget target, HttpContext http)
    {
        if (target.Subresource is { } name)
        {
            var subresource = subresources.FirstOrDefault(sub => sub.Name == name && sub.Serves(target.Kind))
                ?? throw new StatusException(Status.NoSuchPath(http.Request.Path));
            return subresource.Verbs.Contains(verb) ? subresource.HandleAsync(target, http) : throw NotAllowed(http);
        }

        if (!target.Kind.Verbs.Contains(verb)) throw NotAllowed(http);
        if (!target.Kind.IsStored) return computed.First(one => one.Kind == target.Kind).HandleAsync(target, http);
        return verb switch
        {
            "get" => reader.GetAsync(target, http),
            "list" => reader.ListAsync(target, http),
            "watch" => watches.HandleAsync(target, http),
            "create" => calls.CreateAsync(target, http),
            "update" => calls.UpdateAsync(target, http, Replacement.Of),
            "patch" => calls.PatchAsync(target, http, Replacement.Of),
            "delete" => calls.DeleteAsync(target, http),
            _ => calls.DeleteCollectionAsync(target, http),
        };
    }

    /// <summary>The verb in the words of Kubernetes, or null if the method means nothing there.</summary>
    private static string? Verb(ResourceTarget target, HttpRequest request) => (request.Method, target.Name, target.Subresource) switch
    {
        ("GET", null, null) when request.Flag("watch") => "watch", // An object that is named is read, whatever else is asked.
        ("GET" or "HEAD", null, _) => "list",
        ("GET" or "HEAD", _, _) => "get",
        ("POST", null, _) when target.Namespace.Length > 0 || !target.Kind.Namespaced => "create",
        ("POST", _, not null) => "create",
        ("PUT", not null, _) => "update",
        ("PATCH", not null, _) => "patch",
        ("DELETE", null, _) when target.Namespace.Length > 0 || !target.Kind.Namespaced => "deletecollection",
        ("DELETE", not null, null) => "delete",
        _ => null,
    };

    private static StatusException NotAllowed(HttpContext http) => new(Status.MethodNotAllowed(http.Request.Method, http.Request.Path));
}
