using System.Text.Json.Nodes;
using DuckBus.ApiServer.Apply;
using DuckBus.ApiServer.Cache;
using DuckBus.ApiServer.Http.Fields;
using DuckBus.ApiServer.ManagedFields;
using DuckBus.ApiServer.Patches;
using DuckBus.ApiServer.Reads;
using DuckBus.ApiServer.Rules;
using DuckBus.ApiServer.Writes;
using DuckBus.Model.Errors;
using DuckBus.Model.Json;
using DuckBus.Model.Kinds;
using DuckBus.Model.Meta;
using DuckBus.Model.Schema;
using Microsoft.AspNetCore.Http;

namespace DuckBus.ApiServer.Http;

/// <summary>The writes of the Kubernetes API as HTTP calls: body in, object or Status out.</summary>
internal sealed class ResourceCalls(ResourceWriter writer, ResourceReader reader, ApplyCalls applies, ApiServerOptions options)
{
    /// <summary>Makes the next state of an object of the present one and what was submitted.</summary>
    public delegate Resource Change(ResourceKind kind, Resource before, Resource submitted);

    public async Task CreateAsync(ResourceTarget target, HttpContext http)
    {
        var submitted = (Resource)await ReadAsync(target.Kind.Type, http, warnOfUnused: true);
        var created = await writer.CreateAsync(
            target.Kind, target.Namespace, submitted, FieldManager.Of(http.Request, target.Subresource), http.Request.DryRun(), http.RequestAborted);
        foreach (var warning in KindRules.Of(target.Kind).Warnings(submitted)) RequestWarnings.Add(http, warning);
        await http.Response.WriteJsonAsync(201, created.Json);
    }

    public Task UpdateAsync(ResourceTarget target, HttpContext http, Change change) =>
        UpdateAsync(target, http, Representation.Whole(target.Kind, change));

    /// <summary>PUT: what was submitted takes the place of what is seen of the object.</summary>
    public async Task UpdateAsync(ResourceTarget target, HttpContext http, Representation seen)
    {
        var submitted = (Resource)await ReadAsync(seen.Type, http, warnOfUnused: target.Subresource is null);
        Identity.Check(seen, target, submitted);
        var answer = await writer.ChangeAsync(target.Kind, target.Key, submitted.Metadata.ResourceVersion,
            current => seen.Take(target.Kind, current.Resource, submitted), FieldManager.Of(http.Request, target.Subresource), http.Request.DryRun(), http.RequestAborted);
        await http.Response.WriteJsonAsync(200, seen.Json(answer.Object));
    }

    public Task PatchAsync(ResourceTarget target, HttpContext http, Change change) =>
        PatchAsync(target, http, Representation.Whole(target.Kind, change));

    /// <summary>PATCH: what is seen of the object changes as the patch says, and is then treated as a PUT.</summary>
    public async Task PatchAsync(ResourceTarget target, HttpContext http, Representation seen)
    {
        if (RequestBody.MediaType(http.Request) == ApplyCalls.MediaType)
        {
            await applies.HandleAsync(target, http, seen, await ReadAllAsync(http.Request));
            return;
        }

        if (http.Request.Text("force") is not null)
            throw FieldManager.Invalid(http.Request, StatusCause.Forbidden("force", "may not be specified for non-apply patch"));
        var manager = FieldManager.Of(http.Request, target.Subresource);
        var type = PatchType.Of(RequestBody.MediaType(http.Request));
        var patch = type.Read(new PatchRequest(await ReadAllAsync(http.Request), TypeSchema.Of(seen.Type), options.BodyLimit));
        var answer = await writer.ChangeAsync(target.Kind, target.Key, patch.Version, Patched, manager, http.Request.DryRun(), http.RequestAborted);
        await http.Response.WriteJsonAsync(200, seen.Json(answer.Object));

        Resource Patched(CachedObject current)
        {
            var before = seen.Json(current);
            var after = PatchJson.Write(patch.Apply(JsonNode.Parse(before)!.AsObject()), options.BodyLimit);
            SubmittedFields.CheckPatched(http, target.Kind, seen.Type, before, after, warnOfUnused: target.Subresource is null);
            var submitted = (Resource)JsonBody.Convert(after, seen.Type, ModelJson.Options);
            Identity.Check(seen, target, submitted);
            return seen.Take(target.Kind, current.Resource, submitted);
        }
    }

    public async Task DeleteAsync(ResourceTarget target, HttpContext http)
    {
        var deletion = await ReadDeleteOptionsAsync(http.Request);
        var answer = await writer.DeleteAsync(target.Kind, target.Key, deletion, DryRun(http.Request, deletion), http.RequestAborted);
        if (answer.Removed) await http.Response.WriteStatusAsync(Status.Success(target.Kind, target.Name!, answer.Object.Uid));
        else await http.Response.WriteJsonAsync(200, answer.Object.Json);
    }

    public async Task DeleteCollectionAsync(ResourceTarget target, HttpContext http)
    {
        var deletion = await ReadDeleteOptionsAsync(http.Request);
        var query = ListQuery.Of(target, http.Request);
        var view = await reader.ViewAsync(query.Version, http.RequestAborted);
        var deleted = new List<CachedObject>();
        foreach (var item in ResourceReader.Matching(view, target.Kind, target.Namespace, query))
        {
            try
            {
                var answer = await writer.DeleteAsync(target.Kind, item.Key, deletion, DryRun(http.Request, deletion), http.RequestAborted);
                deleted.Add(answer.Object);
            }
            catch (StatusException e) when (e.IsNotFound)
            {
                // Somebody was faster.
            }
        }

        await ListWriter.WriteAsync(http.Response, target.Kind, view.Revision, null, null, deleted);
    }

    /// <summary>The object in the body of a request, in JSON, YAML or protobuf, with its fields checked.</summary>
    /// <exception cref="StatusException">400, 413 or 415: the body holds none.</exception>
    public async Task<T> ReadAsync<T>(HttpContext http) => (T)await ReadAsync(typeof(T), http, warnOfUnused: true);

    private async Task<object> ReadAsync(Type type, HttpContext http, bool warnOfUnused)
    {
        var json = await RequestBody.ReadJsonAsync(http.Request, type, options.BodyLimit);
        json = SubmittedFields.Check(http, type, json, warnOfUnused);
        return JsonBody.Convert(json.Span, type, ModelJson.Options);
    }

    /// <summary>The body of a request that must be JSON.</summary>
    /// <exception cref="StatusException">413 or 415: it is too large, or something else.</exception>
    public Task<ReadOnlyMemory<byte>> ReadBodyAsync(HttpRequest request)
    {
        var type = RequestBody.MediaType(request);
        if (type is not ("" or "application/json"))
            throw new StatusException(Status.UnsupportedMediaType($"the body must be application/json, not {type}"));
        return ReadAllAsync(request);
    }

    private Task<ReadOnlyMemory<byte>> ReadAllAsync(HttpRequest request) => BodyReader.ReadAsync(request, options.BodyLimit);

    private static bool DryRun(HttpRequest request, DeleteOptions deletion) => request.DryRun() || deletion.DryRun is ["All"];

    private async Task<DeleteOptions> ReadDeleteOptionsAsync(HttpRequest request)
    {
        var body = await RequestBody.ReadJsonAsync(request, typeof(DeleteOptions), options.BodyLimit);
        var deletion = body.IsEmpty ? DeleteOptions.None : JsonBody.Read<DeleteOptions>(body.Span);
        return deletion with
        {
            GracePeriodSeconds = deletion.GracePeriodSeconds ?? request.Number("gracePeriodSeconds"),
            PropagationPolicy = deletion.PropagationPolicy ?? request.Text("propagationPolicy"),
        };
    }
}
