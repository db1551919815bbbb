using System.Diagnostics;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using DuckBus.ApiServer.Authorization;
using DuckBus.ApiServer.Http;
using DuckBus.ApiServer.Patches;
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
    private const string One = Path + "/{name}";

    private static readonly JsonSerializerOptions Strict =
        new(ModelJson.Options) { UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow };

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost(Path, (Delegate)((HttpContext http) => CallAsync(http, "create", null, CreateAsync)))
            .Accepts<ContainerRequest>("application/json").WithName("Start a container")
            .Produces<ContainerView>(201).Produces<Status>(409).Produces<Status>(422).WithTags(ContainerDocs.Tag);
        routes.MapGet(Path, (Delegate)((HttpContext http) => CallAsync(http, "list", null, ListAsync)))
            .Produces<IReadOnlyList<ContainerView>>().WithName("List containers").WithTags(ContainerDocs.Tag);
        routes.MapGet(One, (HttpContext http, string name) => CallAsync(http, "get", name, GetAsync))
            .Produces<ContainerView>().Produces<Status>(404).WithName("Show a container").WithTags(ContainerDocs.Tag);
        routes.MapPut(One, (HttpContext http, string name) => CallAsync(http, "update", name, UpdateAsync))
            .Accepts<ContainerRequest>("application/json").WithName("Replace a container")
            .Produces<ContainerView>().Produces<Status>(404).Produces<Status>(422).WithTags(ContainerDocs.Tag);
        routes.MapPatch(One, (HttpContext http, string name) => CallAsync(http, "patch", name, PatchAsync))
            .Accepts<ContainerRequest>("application/json").WithName("Change a container")
            .Produces<ContainerView>().Produces<Status>(404).Produces<Status>(422).WithTags(ContainerDocs.Tag);
        routes.MapDelete(One, (HttpContext http, string name) => CallAsync(http, "delete", name, DeleteAsync))
            .Produces<ContainerView>().Produces<Status>(404).WithName("Remove a container").WithTags(ContainerDocs.Tag);
    }

    private async Task CallAsync(HttpContext http, string verb, string? name, Func<HttpContext, string?, Task> call)
    {
        using var span = RequestTracing.Start(telemetry, http.Request, verb is not ("get" or "list"), () => $"{http.Request.Method} containers");
        var code = 500;
        try
        {
            await authorizer.DemandAsync(http, verb, ResourceKind.Of<Deployment>(), ContainerFace.Namespace, name, null);
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
        var created = Show(http, await containers.CreateAsync(request, http.RequestAborted), withRollout: false);
        http.Response.Headers.Location = $"{Path}/{created.Name}";
        await AnswerAsync(http, 201, Line(created));
    }

    private async Task ListAsync(HttpContext http, string? none) =>
        await AnswerAsync(http, 200, Lines([.. (await containers.ListAsync(http.RequestAborted)).Select(each => Show(http, each, withRollout: false))]));

    private async Task GetAsync(HttpContext http, string? name) =>
        await AnswerAsync(http, 200, Line(Show(http, await containers.GetAsync(name!, http.RequestAborted), withRollout: true)));

    private async Task UpdateAsync(HttpContext http, string? name)
    {
        var request = Read((await calls.ReadBodyAsync(http.Request)).Span);
        await ChangeAsync(http, name!, _ => request);
    }

    private async Task PatchAsync(HttpContext http, string? name)
    {
        var body = await calls.ReadBodyAsync(http.Request, "application/merge-patch+json");
        var patch = new MergePatch(PatchJson.ReadObject(body.Span));
        await ChangeAsync(http, name!, current => Read(ModelJson.Write(patch.Apply(JsonNode.Parse(ModelJson.Write(current))!.AsObject()))));
    }

    private async Task ChangeAsync(HttpContext http, string name, Func<ContainerRequest, ContainerRequest> next)
    {
        var changed = await containers.ChangeAsync(name, Named, http.RequestAborted);
        await AnswerAsync(http, 200, Line(Show(http, changed, withRollout: true)));

        ContainerRequest Named(ContainerRequest current)
        {
            var request = next(current);
            return request.Name is null || request.Name == name
                ? request with { Name = name }
                : throw ContainerErrors.Invalid(name, [StatusCause.Invalid("name", request.Name, $"must be \"{name}\" as in the address, or left out: a container keeps its name")]);
        }
    }

    private async Task DeleteAsync(HttpContext http, string? name)
    {
        var gone = Show(http, await containers.DeleteAsync(name!, http.RequestAborted), withRollout: false);
        await AnswerAsync(http, 200, Line(gone with
        {
            State = "Terminating",
            Ready = 0,
            Message = null,
            Pods = [.. gone.Pods.Select(pod => pod with { State = "Terminating", Message = null })],
        }));
    }

    // Whoever reaches the API at a host reaches the ports of the nodes there too, where both are one machine.
    private static ContainerView Show(HttpContext http, ContainerObjects container, bool withRollout) =>
        ContainerViews.Of(container, http.Request.Host.Host is { Length: > 0 } host ? host : "localhost", withRollout);

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
            throw ContainerErrors.Invalid(null,
                [StatusCause.NotSupported(field, field, "name", "image", "command", "env", "ports", "replicas", "node")]);
        }
    }
}
