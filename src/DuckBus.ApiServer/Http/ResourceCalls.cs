using System.Text.Json;
using System.Text.Json.Nodes;
using DuckBus.ApiServer.Cache;
using DuckBus.ApiServer.Reads;
using DuckBus.ApiServer.Rules;
using DuckBus.ApiServer.Writes;
using DuckBus.Model.Errors;
using DuckBus.Model.Json;
using DuckBus.Model.Kinds;
using DuckBus.Model.Meta;
using Microsoft.AspNetCore.Http;

namespace DuckBus.ApiServer.Http;

/// <summary>The writes of the Kubernetes API as HTTP calls: body in, object or Status out.</summary>
internal sealed class ResourceCalls(ResourceWriter writer, ResourceReader reader, ApiServerOptions options)
{
    /// <summary>Makes the next state of an object of the present one and what was submitted.</summary>
    public delegate Resource Change(ResourceKind kind, Resource before, Resource submitted);

    public async Task CreateAsync(ResourceTarget target, HttpContext http)
    {
        var submitted = (Resource)JsonBody.Read((await ReadBodyAsync(http.Request)).Span, target.Kind.Type);
        var created = await writer.CreateAsync(target.Kind, target.Namespace, submitted, http.Request.DryRun(), http.RequestAborted);
        foreach (var warning in KindRules.Of(target.Kind).Warnings(created.Resource)) RequestWarnings.Add(http, warning);
        await http.Response.WriteJsonAsync(201, created.Json);
    }

    public async Task UpdateAsync(ResourceTarget target, HttpContext http, Change change)
    {
        var submitted = (Resource)JsonBody.Read((await ReadBodyAsync(http.Request)).Span, target.Kind.Type);
        Identity.Check(target.Kind, target.Namespace, target.Name, submitted);
        var answer = await writer.ChangeAsync(target.Kind, target.Key, submitted.Metadata.ResourceVersion,
            current => change(target.Kind, current.Resource, submitted), http.Request.DryRun(), http.RequestAborted);
        await http.Response.WriteJsonAsync(200, answer.Object.Json);
    }

    public async Task PatchAsync(ResourceTarget target, HttpContext http, Change change)
    {
        if (MediaType(http.Request) is not "application/merge-patch+json" and var type)
            throw new StatusException(Status.UnsupportedMediaType(
                $"the body of a PATCH must be application/merge-patch+json, not {(type.Length == 0 ? "without a type" : type)}"));
        var body = await ReadAllAsync(http.Request);
        JsonScan.Check(body.Span);
        var patch = Parse(body.Span);
        var version = (patch["metadata"] as JsonObject)?["resourceVersion"] is JsonValue value && value.TryGetValue(out string? text) ? text : null;
        var answer = await writer.ChangeAsync(target.Kind, target.Key, version, Patched, http.Request.DryRun(), http.RequestAborted);
        await http.Response.WriteJsonAsync(200, answer.Object.Json);

        Resource Patched(CachedObject current)
        {
            var merged = MergePatch.Apply(JsonNode.Parse(current.Json), patch)!;
            var submitted = (Resource)JsonBody.Convert(JsonSerializer.SerializeToUtf8Bytes(merged, ModelJson.Options), target.Kind.Type, ModelJson.Options);
            Identity.Check(target.Kind, target.Namespace, target.Name, submitted);
            return change(target.Kind, current.Resource, submitted);
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

    /// <summary>The body of a request that must be JSON.</summary>
    public Task<ReadOnlyMemory<byte>> ReadBodyAsync(HttpRequest request)
    {
        var type = MediaType(request);
        if (type is not ("" or "application/json"))
            throw new StatusException(Status.UnsupportedMediaType($"the body must be application/json, not {type}"));
        return ReadAllAsync(request);
    }

    private Task<ReadOnlyMemory<byte>> ReadAllAsync(HttpRequest request) => BodyReader.ReadAsync(request, options.BodyLimit);

    private static string MediaType(HttpRequest request) =>
        request.ContentType is { } type ? type.Split(';')[0].Trim().ToLowerInvariant() : "";

    private static bool DryRun(HttpRequest request, DeleteOptions deletion) => request.DryRun() || deletion.DryRun is ["All"];

    private static JsonObject Parse(ReadOnlySpan<byte> patch)
    {
        try
        {
            return (JsonObject)JsonNode.Parse(patch, documentOptions: new JsonDocumentOptions { AllowDuplicateProperties = false })!;
        }
        catch (JsonException e)
        {
            throw JsonBody.Explain(e);
        }
    }

    private async Task<DeleteOptions> ReadDeleteOptionsAsync(HttpRequest request)
    {
        var body = await ReadBodyAsync(request);
        var deletion = body.IsEmpty ? DeleteOptions.None : JsonBody.Read<DeleteOptions>(body.Span);
        return deletion with
        {
            GracePeriodSeconds = deletion.GracePeriodSeconds ?? request.Number("gracePeriodSeconds"),
            PropagationPolicy = deletion.PropagationPolicy ?? request.Text("propagationPolicy"),
        };
    }
}
