using DuckBus.Model.Errors;
using Microsoft.AspNetCore.Http;

namespace DuckBus.ApiServer.Http;

/// <summary>Reads the body of a request into memory, up to a limit.</summary>
internal static class BodyReader
{
    /// <summary>What is read and thrown away so that a client whose body is too large still hears why.</summary>
    private const int DrainLimit = 32 * 1024 * 1024;

    /// <summary>The whole body.</summary>
    /// <exception cref="StatusException">413: it is larger than the limit.</exception>
    public static async Task<ReadOnlyMemory<byte>> ReadAsync(HttpRequest request, int limit)
    {
        var cancellationToken = request.HttpContext.RequestAborted;
        var known = request.ContentLength;
        var buffer = GC.AllocateUninitializedArray<byte>((int)Math.Min(known + 1 ?? 4096, limit + 1L));
        var length = 0;
        while (true)
        {
            if (length == buffer.Length)
            {
                if (length > limit) break;
                Array.Resize(ref buffer, (int)Math.Min(buffer.Length * 2L, limit + 1L));
            }

            var read = await request.Body.ReadAsync(buffer.AsMemory(length), cancellationToken);
            if (read == 0) return buffer.AsMemory(0, length);
            length += read;
        }

        await DrainAsync(request, buffer, cancellationToken);
        throw new StatusException(Status.TooLarge($"the body is larger than the {limit} bytes that the server takes"));
    }

    private static async Task DrainAsync(HttpRequest request, byte[] scratch, CancellationToken cancellationToken)
    {
        long drained = 0;
        if (request.ContentLength <= DrainLimit || request.ContentLength is null)
            while (drained < DrainLimit && await request.Body.ReadAsync(scratch, cancellationToken) is > 0 and var read) drained += read;
        if (drained >= DrainLimit || request.ContentLength > DrainLimit) request.HttpContext.Response.Headers.Connection = "close";
    }
}
