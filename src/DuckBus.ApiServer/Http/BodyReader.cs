using DuckBus.Model.Errors;
using DuckBus.Model.Json;
using Microsoft.AspNetCore.Http;

namespace DuckBus.ApiServer.Http;

/// <summary>Reads the body of a request into memory, up to a limit.</summary>
internal static class BodyReader
{
    /// <summary>What is read and thrown away so that a client whose body is too large still hears why.</summary>
    private const int DrainLimit = 32 * 1024 * 1024;

    /// <summary>The whole body, in memory that is given back when the request is through.</summary>
    /// <exception cref="StatusException">413: it is larger than the limit.</exception>
    public static async Task<ReadOnlyMemory<byte>> ReadAsync(HttpRequest request, int limit)
    {
        if (request.ContentLength > limit) throw await TooLargeAsync(request, limit);
        var http = request.HttpContext;
        var body = new PooledBytes((int)(request.ContentLength ?? 4095) + 1);
        http.Response.RegisterForDispose(body);
        while (await request.Body.ReadAsync(body.GetMemory(), http.RequestAborted) is > 0 and var read)
        {
            body.Advance(read);
            if (body.Length > limit) throw await TooLargeAsync(request, limit);
        }

        return body.Memory;
    }

    private static async Task<StatusException> TooLargeAsync(HttpRequest request, int limit)
    {
        using var scratch = new PooledBytes(64 * 1024);
        long drained = 0;
        if (request.ContentLength <= DrainLimit || request.ContentLength is null)
            while (drained < DrainLimit && await request.Body.ReadAsync(scratch.GetMemory(), request.HttpContext.RequestAborted) is > 0 and var read) drained += read;
        if (drained >= DrainLimit || request.ContentLength > DrainLimit) request.HttpContext.Response.Headers.Connection = "close";
        return new StatusException(Status.TooLarge($"the body is larger than the {limit} bytes that the server takes"));
    }
}
