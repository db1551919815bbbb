using System.Diagnostics;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using DuckBus.ApiServer.Authorization;
using DuckBus.ApiServer.Http;
using DuckBus.Model.Apps;
using DuckBus.Model.Errors;
using DuckBus.Model.Json;
using DuckBus.Model.Kinds;
using DuckBus.Telemetry;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace DuckBus.ApiServer.Containers;

/// <summary>The container API over HTTP.</summary>
internal sealed class ContainerEndpoints(ContainerService containers, ResourceCalls calls, IAuthorizer authorizer, PartTelemetry telemetry)
{
    private const string Path = "/api/containers";

    private static readonly JsonSerializerOptions Strict =
        new(ModelJson.Options) { UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow };

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost(Path, (Delegate)((HttpContext http) => CallAsync(http, "create", null, CreateAsync)))
            .Accepts<ContainerRequest>("application/json").WithName("Start a container")
            .Produces<ContainerView>(201).Produces<Status>(409).Produces<Status>(422).WithTags(ContainerDocs.Tag);
        routes.MapGet(Path, (Delegate)((HttpContext http) => CallAsync(http, "list", null, ListAsync)))
            .Produces<IReadOnlyList<ContainerView>>().WithName("List containers").WithTags(ContainerDocs.Tag);
        routes.MapGet(Path + "/{name}", (HttpContext http, string name) => CallAsync(http, "get", name, GetAsync))
            .Produces<ContainerView>().Produces<Status>(404).WithName("Show a container").WithTags(ContainerDocs.Tag);
        routes.MapDelete(Path + "/{name}", (HttpContext http, string name) => CallAsync(http, "delete", name, DeleteAsync))
            .Produces<ContainerView>().Produces<Status>(404).WithName("Remove a container").WithTags(ContainerDocs.Tag);
    }

    private async Task CallAsync(HttpContext http, string verb, string? name, Func<HttpContext, string?, Task> call)
    {
        using var span = RequestTracing.Start(telemetry, http.Request, verb is "create" or "delete", () => $"{http.Request.Method} containers");
        var code = 500;
        try
        {
            await authorizer.DemandAsync(http, verb, ResourceKind.Of<ReplicaSet>(), ContainerFace.Namespace, name, null);
            await call(http, name);
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
        }
    }

    private async Task CreateAsync(HttpContext http, string? none)
    {
        var request = Read((await calls.ReadBodyAsync(http.Request)).Span);
        Activity.Current?.SetTag(Tags.Name, request.Name);
        var created = await containers.CreateAsync(request, http.RequestAborted);
        http.Response.Headers.Location = $"{Path}/{created.Name}";
        await AnswerAsync(http, 201, Line(created));
    }

    private async Task ListAsync(HttpContext http, string? none) => await AnswerAsync(http, 200, Lines(await containers.ListAsync(http.RequestAborted)));

    private async Task GetAsync(HttpContext http, string? name) => await AnswerAsync(http, 200, Line(await containers.GetAsync(name!, http.RequestAborted)));

    private async Task DeleteAsync(HttpContext http, string? name) => await AnswerAsync(http, 200, Line(await containers.DeleteAsync(name!, http.RequestAborted)));

    private static Task AnswerAsync(HttpContext http, int code, string json) => http.Response.WriteJsonAsync(code, Encoding.UTF8.GetBytes(json));

    /// <summary>A container is one line, since people read these answers as curl prints them.</summary>
    private static string Line(ContainerView container) => Json(container) + "\n";

    private static string Lines(IReadOnlyList<ContainerView> list) => list.Count == 0 ? "[]\n" : $"[\n  {string.Join(",\n  ", list.Select(Json))}\n]\n";

    private static string Json(ContainerView container) => Encoding.UTF8.GetString(ModelJson.Write(container));

    /// <summary>A field that does not exist is a slip of the pen, and better told than ignored.</summary>
    private static ContainerRequest Read(ReadOnlySpan<byte> body)
    {
        try
        {
            return (ContainerRequest)JsonBody.Read(body, typeof(ContainerRequest), Strict);
        }
        catch (StatusException e) when (e.Status.Details?.Causes is [{ Field: { } field, Message: { } message }] && message.Contains("could not be mapped", StringComparison.Ordinal))
        {
            throw new StatusException(ContainerService.Invalid(null,
                [StatusCause.NotSupported(field, field, "name", "image", "command", "env", "ports", "replicas", "node")]));
        }
    }
}
