using System.Text.Json.Nodes;
using DuckBus.ApiServer.AnswerForms;
using DuckBus.ApiServer.Apply;
using DuckBus.ApiServer.Cache;
using DuckBus.ApiServer.Http.Fields;
using DuckBus.ApiServer.ManagedFields;
using DuckBus.ApiServer.Patches;
using DuckBus.ApiServer.Reads;
using DuckBus.ApiServer.Writes;
using DuckBus.Model.Errors;
using DuckBus.Model.Json;
using DuckBus.Model.Kinds;
using DuckBus.Model.Meta;
using DuckBus.Model.Schema;
using Microsoft.AspNetCore.Http;

namespace DuckBus.ApiServer.Http;

/// <summary>The writes of the Kubernetes API as HTTP calls: body in, object or Status out.</summary>
internal sealed class ResourceCalls(
    ResourceWriter writer, ResourceReader reader, ApplyCalls applies, ApiServerOptions options, TimeProvider time)
{
    /// <summary>Makes the next state of an object of the present one and what was submitted.</summary>
    public delegate Resource Change(ResourceKind kind, Resource before, Resource submitted);

    /// <summary>GET: what is seen of the object.</summary>
    public async Task GetAsync(ResourceTarget target, HttpContext http, Representation seen)
    {
        var form = http.Request.AnswerForm(target.Kind, time, seen.Type);
        var found = await reader.GetAsync(target, http.Request.Number("resourceVersion"), http.RequestAborted);
        await http.Response.WriteObjectAsync(form, seen.Seen(found));
    }

    public async Task CreateAsync(ResourceTarget target, HttpContext http)
    {
        var form = http.Request.AnswerForm(target.Kind, time);
        var submitted = (Resource)await ReadAsync(target.Kind.Type, http, warnOfUnused: true);
        var created = await writer.CreateAsync(
            target.Kind, target.Namespace, submitted, FieldManager.Of(http.Request, target.Subresource), http.Request.DryRun(), http.RequestAborted);
        RequestWarnings.AddOf(http, writer.View, target.Kind, null, submitted);
        await http.Response.WriteObjectAsync(form, created, 201);
    }

    public Task UpdateAsync(ResourceTarget target, HttpContext http, Change change) =>
        UpdateAsync(target, http, Representation.Whole(target.Kind, change));

    /// <summary>PUT: what was submitted takes the place of what is seen of the object.</summary>
    public async Task UpdateAsync(ResourceTarget target, HttpContext http, Representation seen)
    {
        var form = http.Request.AnswerForm(target.Kind, time, seen.Type);
        var submitted = (Resource)await ReadAsync(seen.Type, http, warnOfUnused: target.Subresource is null);
        Identity.Check(seen, target, submitted);
        var manager = FieldManager.Of(http.Request, target.Subresource);
        await ChangeAsync(target, http, seen, form, manager, submitted.Metadata.ResourceVersion, current => seen.Take(target.Kind, current.Resource, submitted));
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

        var form = http.Request.AnswerForm(target.Kind, time, seen.Type);
        if (http.Request.Text("force") is not null)
            throw FieldManager.Invalid(http.Request, StatusCause.Forbidden("force", "may not be specified for non-apply patch"));
        var manager = FieldManager.Of(http.Request, target.Subresource);
        var type = PatchType.Of(RequestBody.MediaType(http.Request));
        var body = SubmittedFields.CheckPatch(http, target.Kind, await ReadAllAsync(http.Request), type.IsList);
        var patch = type.Read(new PatchRequest(body, TypeSchema.Of(seen.Type), options.BodyLimit));
        await ChangeAsync(target, http, seen, form, manager, patch.Version, Patched);

        Resource Patched(CachedObject current)
        {
            var before = seen.Json(current);
            ReadOnlyMemory<byte> after = PatchJson.Write(patch.Apply(JsonNode.Parse(before)!.AsObject()), options.BodyLimit);
            after = SubmittedFields.CheckPatched(http, target.Kind, seen.Type, before, after, warnOfUnused: target.Subresource is null);
            var submitted = (Resource)JsonBody.Convert(after.Span, seen.Type, ModelJson.Options);
            Identity.Check(seen, target, submitted);
            return seen.Take(target.Kind, current.Resource, submitted);
        }
    }

    private async Task ChangeAsync(
        ResourceTarget target, HttpContext http, Representation seen, AnswerForm form, FieldManager manager, string? version, Func<CachedObject, Resource> change)
    {
        Resource? before = null, after = null;
        var answer = await writer.ChangeAsync(target.Kind, target.Key, version, Next, manager, http.Request.DryRun(), http.RequestAborted);
        RequestWarnings.AddOf(http, writer.View, target.Kind, before, after!);
        await http.Response.WriteObjectAsync(form, seen.Seen(answer.Object));

        Resource Next(CachedObject current)
        {
            before = current.Resource;
            return after = change(current);
        }
    }

    public async Task DeleteAsync(ResourceTarget target, HttpContext http)
    {
        var form = http.Request.AnswerForm(target.Kind, time);
        var deletion = await ReadDeleteOptionsAsync(http.Request);
        var answer = await writer.DeleteAsync(target.Kind, target.Key, deletion, DryRun(http.Request, deletion), http.RequestAborted);
        if (answer.Removed) await http.Response.WriteStatusAsync(Status.Success(target.Kind, target.Name!, answer.Object.Uid));
        else await http.Response.WriteObjectAsync(form, answer.Object);
    }

    public async Task DeleteCollectionAsync(ResourceTarget target, HttpContext http)
    {
        var deletion = await ReadDeleteOptionsAsync(http.Request);
        var form = http.Request.AnswerForm(target.Kind, time);
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

        await ListWriter.WriteAsync(http.Response, form, new ListMeta { ResourceVersion = view.Revision.ToString() }, deleted);
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

    /// <summary>The body of a request that must be JSON, or of one more type.</summary>
    /// <exception cref="StatusException">413 or 415: it is too large, or something else.</exception>
    public Task<ReadOnlyMemory<byte>> ReadBodyAsync(HttpRequest request, string? orType = null)
    {
        var type = RequestBody.MediaType(request);
        if (type is not ("" or "application/json") && type != orType)
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
