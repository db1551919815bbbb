using System.IO.Compression;
using System.IO.Pipelines;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace DuckBus.ApiServer.Http;

/// <summary>gzip for answers that are large enough to be worth it, for clients that take it.</summary>
internal static class Compression
{
    /// <summary>Kubernetes compresses from the same size on: below, the time is worth more than the bytes.</summary>
    public const int Threshold = 128 * 1024;

    /// <summary>Where a body of about this size is to be written; null if it is not to be compressed. Complete it when done.</summary>
    public static PipeWriter? Begin(HttpResponse response, long size)
    {
        if (size < Threshold) return null;
        response.Headers.Vary = HeaderNames.AcceptEncoding;
        if (!TakesGzip(response.HttpContext.Request)) return null;
        response.Headers.ContentEncoding = "gzip";
        return PipeWriter.Create(new GZipStream(response.Body, CompressionLevel.Fastest));
    }

    private static bool TakesGzip(HttpRequest request) =>
        request.Headers.AcceptEncoding.Count > 0
        && StringWithQualityHeaderValue.TryParseList(request.Headers.AcceptEncoding, out var accepted)
        && accepted.Any(encoding => encoding.Value == "gzip" && encoding.Quality != 0);
}
