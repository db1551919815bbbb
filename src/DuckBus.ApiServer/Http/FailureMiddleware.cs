using DuckBus.Model.Errors;
using DuckBus.Store;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace DuckBus.ApiServer.Http;

/// <summary>Turns whatever goes wrong into a Kubernetes Status. Only a bug is a 500, and it is logged.</summary>
internal sealed class FailureMiddleware(ILogger log)
{
    public async Task InvokeAsync(HttpContext http, RequestDelegate next)
    {
        try
        {
            await next(http);
            if (http.Response.HasStarted || http.Response.StatusCode < 400 || http.Response.ContentLength > 0) return;
            await http.Response.WriteStatusAsync(http.Response.StatusCode switch
            {
                404 => Status.NoSuchPath(http.Request.Path),
                405 => Status.MethodNotAllowed(http.Request.Method, http.Request.Path),
                415 => Status.UnsupportedMediaType("the body must be application/json"),
                var code => Status.BadRequest("the request cannot be understood") with { Code = code },
            });
        }
        catch (Exception e)
        {
            await AnswerAsync(http, e);
        }
    }

    /// <summary>What a failure tells the caller.</summary>
    public static Status Explain(Exception e) => e switch
    {
        StatusException known => known.Status,
        StoreUnavailableException => Status.Unavailable(e.Message),
        BadHttpRequestException bad => Status.BadRequest(bad.StatusCode == 408 ? "the body came too slowly" : bad.Message) with
        {
            Code = bad.StatusCode,
            Reason = bad.StatusCode == 413 ? "RequestEntityTooLarge" : bad.StatusCode == 408 ? "Timeout" : "BadRequest",
        },
        TimeoutException => Status.Timeout(e.Message),
        OperationCanceledException => Status.Unavailable("the server is stopping"),
        _ => Status.InternalError(e.Message),
    };

    private async Task AnswerAsync(HttpContext http, Exception e)
    {
        if (http.RequestAborted.IsCancellationRequested) return;
        var status = Explain(e);
        if (status.Code == 500) log.LogError(e, "✗ {Method} {Path} failed: a bug of the server", http.Request.Method, http.Request.Path);
        if (http.Response.HasStarted)
        {
            http.Abort();
            return;
        }

        var (connection, warnings) = (http.Response.Headers.Connection, http.Response.Headers.Warning);
        http.Response.Clear();
        (http.Response.Headers.Connection, http.Response.Headers.Warning) = (connection, warnings);
        await http.Response.WriteStatusAsync(status);
    }
}
