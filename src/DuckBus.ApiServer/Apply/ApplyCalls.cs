using System.Text.Json;
using DuckBus.ApiServer.AnswerForms;
using DuckBus.ApiServer.Cache;
using DuckBus.ApiServer.Http;
using DuckBus.ApiServer.Http.Fields;
using DuckBus.ApiServer.Http.Yaml;
using DuckBus.ApiServer.ManagedFields;
using DuckBus.ApiServer.Writes;
using DuckBus.Model.Errors;
using DuckBus.Model.Meta;
using Microsoft.AspNetCore.Http;

namespace DuckBus.ApiServer.Apply;

/// <summary>Server-side apply as an HTTP call: configuration in, object or Status out.</summary>
internal sealed class ApplyCalls(ResourceWriter writer, ApiServerOptions options, TimeProvider time)
{
    /// <summary>The type of a body that is applied: YAML, and so also JSON.</summary>
    public const string MediaType = "application/apply-patch+yaml";

    /// <summary>Applies a body; an object that does not exist is created.</summary>
    /// <exception cref="StatusException">What stands against it.</exception>
    public async Task HandleAsync(ResourceTarget target, HttpContext http, Representation seen, ReadOnlyMemory<byte> body)
    {
        var name = FieldManager.Named(http.Request)
            ?? throw FieldManager.Invalid(http.Request, StatusCause.Required("fieldManager", "is required for apply patch"));
        var json = IsJson(body.Span) ? body : YamlToJson.Convert(body.Span);
        json = SubmittedFields.CheckApplied(http, target, seen, json);
        var configuration = AppliedConfiguration.Read(json, seen);
        var apply = new ServerSideApply(
            target, seen, configuration, new FieldManager(name, target.Subresource), http.Request.Flag("force"), options.BodyLimit);
        var form = http.Request.AnswerForm(target.Kind, time, seen.Type);
        var (code, before, after) = await ApplyAsync(target, apply, http.Request.DryRun(), http.RequestAborted);
        RequestWarnings.AddOf(http, writer.View, target.Kind, before, after.Resource);
        await http.Response.WriteObjectAsync(form, seen.Seen(after), code);
    }

    /// <summary>Whether a body is JSON. What begins like it may be YAML all the same: <c>{kind: ConfigMap}</c>.</summary>
    private static bool IsJson(ReadOnlySpan<byte> body)
    {
        if (body.TrimStart(" \t\r\n"u8) is not [(byte)'{', ..]) return false;
        try
        {
            var reader = new Utf8JsonReader(body);
            while (reader.Read())
            {
                // Only looked at.
            }

            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private async Task<(int Code, Resource? Before, CachedObject After)> ApplyAsync(
        ResourceTarget target, ServerSideApply apply, bool dryRun, CancellationToken cancellationToken)
    {
        Resource? before = null;
        while (true)
        {
            try
            {
                var changed = await writer.ChangeAsync(target.Kind, target.Key, apply.Version, Next, manager: null, dryRun, cancellationToken);
                return (200, before, changed.Object);
            }
            catch (StatusException e) when (e.IsNotFound && target.Subresource is null && string.IsNullOrEmpty(apply.Version))
            {
                // It does not exist, or no longer: it is created.
            }

            try
            {
                var created = await writer.CreateAsync(
                    target.Kind, target.Namespace, apply.New(time.GetUtcNow()), manager: null, dryRun, cancellationToken);
                return (201, null, created);
            }
            catch (StatusException e) when (e.IsAlreadyExists && !dryRun)
            {
                // Somebody else created it meanwhile: it is changed.
            }
        }

        Resource Next(CachedObject current)
        {
            before = current.Resource;
            return apply.Next(current, time.GetUtcNow());
        }
    }
}
