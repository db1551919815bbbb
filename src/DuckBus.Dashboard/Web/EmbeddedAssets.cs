using System.IO.Compression;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Net.Http.Headers;

namespace DuckBus.Dashboard.Web;

/// <summary>Serves what the browser needs out of this assembly: nothing has to lie beside the program, and nothing comes from elsewhere.</summary>
internal static class EmbeddedAssets
{
    private static readonly Dictionary<string, string> Types = new(StringComparer.Ordinal)
    {
        [".css"] = "text/css; charset=utf-8",
        [".js"] = "text/javascript; charset=utf-8",
        [".svg"] = "image/svg+xml",
    };

    /// <summary>Maps each asset to its name.</summary>
    public static void MapEmbeddedAssets(this IEndpointRouteBuilder routes)
    {
        var assembly = typeof(EmbeddedAssets).Assembly;
        foreach (var name in assembly.GetManifestResourceNames().Where(name => Types.ContainsKey(Path.GetExtension(name))))
        {
            using var stream = assembly.GetManifestResourceStream(name)!;
            var body = new byte[stream.Length];
            stream.ReadExactly(body);
            routes.MapGet("/" + name, Serve(body, Types[Path.GetExtension(name)]));
        }
    }

    private static RequestDelegate Serve(byte[] body, string type)
    {
        var tag = new EntityTagHeaderValue($"\"{Convert.ToHexStringLower(SHA256.HashData(body))[..16]}\"");
        var packed = Pack(body);
        return async context =>
        {
            var headers = context.Response.GetTypedHeaders();
            headers.ETag = tag;
            headers.CacheControl = new CacheControlHeaderValue { NoCache = true };
            if (context.Request.GetTypedHeaders().IfNoneMatch.Any(known => known.Compare(tag, useStrongComparison: false)))
            {
                context.Response.StatusCode = StatusCodes.Status304NotModified;
                return;
            }

            context.Response.ContentType = type;
            var zipped = context.Request.Headers.AcceptEncoding.ToString().Contains("br", StringComparison.Ordinal);
            if (zipped) context.Response.Headers.ContentEncoding = "br";
            await context.Response.Body.WriteAsync(zipped ? packed : body, context.RequestAborted);
        };
    }

    private static byte[] Pack(byte[] body)
    {
        using var packed = new MemoryStream();
        using (var brotli = new BrotliStream(packed, CompressionLevel.Fastest)) brotli.Write(body);
        return packed.ToArray();
    }
}
