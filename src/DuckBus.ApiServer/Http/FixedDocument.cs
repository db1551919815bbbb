using System.IO.Compression;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;

namespace DuckBus.ApiServer.Http;

/// <summary>A document that stays the same as long as the server runs. It is made when it is first asked for and kept compressed.</summary>
internal sealed class FixedDocument(string mediaType, Func<ReadOnlyMemory<byte>> make)
{
    private readonly Lazy<(byte[] Compressed, int Length, string Tag)> made = new(() =>
    {
        var json = make();
        using var output = new MemoryStream();
        using (var gzip = new GZipStream(output, CompressionLevel.Optimal)) gzip.Write(json.Span);
        return (output.ToArray(), json.Length, $"\"{Convert.ToHexString(SHA256.HashData(json.Span))}\"");
    });

    /// <summary>Answers a GET or HEAD: the document, or 304 if the caller has it already.</summary>
    /// <param name="http">The request.</param>
    /// <param name="immutable">Whether what this URL answers never changes.</param>
    public async Task WriteAsync(HttpContext http, bool immutable = false)
    {
        var (compressed, length, tag) = made.Value;
        var (request, response) = (http.Request, http.Response);
        response.Headers.ETag = tag;
        response.Headers.Vary = "Accept, Accept-Encoding";
        response.Headers.CacheControl = immutable ? "public, immutable, max-age=31536000" : "no-cache, private";
        if (request.Headers.IfNoneMatch.ToString().Contains(tag, StringComparison.Ordinal))
        {
            response.StatusCode = 304;
            return;
        }

        response.ContentType = mediaType;
        var asIs = request.Headers.AcceptEncoding.ToString().Contains("gzip", StringComparison.Ordinal);
        response.ContentLength = asIs ? compressed.Length : length;
        if (asIs) response.Headers.ContentEncoding = "gzip";
        if (HttpMethods.IsHead(request.Method)) return;
        if (asIs)
        {
            await response.Body.WriteAsync(compressed, http.RequestAborted);
            return;
        }

        await using var plain = new GZipStream(new MemoryStream(compressed), CompressionMode.Decompress);
        await plain.CopyToAsync(response.Body, http.RequestAborted);
    }
}
