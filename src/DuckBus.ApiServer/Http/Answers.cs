using System.Buffers;
using System.Globalization;
using DuckBus.ApiServer.Cache;
using DuckBus.ApiServer.AnswerForms;
using DuckBus.Model.Errors;
using DuckBus.Model.Json;
using Microsoft.AspNetCore.Http;

namespace DuckBus.ApiServer.Http;

/// <summary>Writes answers.</summary>
internal static class Answers
{
    public static Task WriteJsonAsync(this HttpResponse response, int code, ReadOnlyMemory<byte> json)
    {
        response.StatusCode = code;
        response.ContentType = "application/json";
        response.ContentLength = json.Length;
        return HttpMethods.IsHead(response.HttpContext.Request.Method)
            ? Task.CompletedTask
            : response.Body.WriteAsync(json, response.HttpContext.RequestAborted).AsTask();
    }

    /// <summary>Writes an object as the client wants to see it.</summary>
    public static Task WriteObjectAsync(this HttpResponse response, AnswerForm form, CachedObject item, int code = 200)
    {
        if (form.IsWhole) return response.WriteJsonAsync(code, item.Json);
        var body = new ArrayBufferWriter<byte>(item.Json.Length);
        form.Single(body, item);
        return response.WriteJsonAsync(code, body.WrittenMemory);
    }

    public static Task WriteStatusAsync(this HttpResponse response, Status status)
    {
        if (status.Details?.RetryAfterSeconds is { } seconds)
            response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        return response.WriteJsonAsync(status.Code ?? 200, (byte[])[.. ModelJson.Write(status), (byte)'\n']);
    }
}
