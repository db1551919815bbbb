using System.Text;
using System.Text.Json;
using DuckBus.ApiServer.Cache;
using DuckBus.Model.Json;
using DuckBus.Model.Kinds;
using DuckBus.Model.Meta;
using Microsoft.AspNetCore.Http;

namespace DuckBus.ApiServer.Reads;

/// <summary>Writes a list from the bytes of its items: nothing is parsed.</summary>
internal static class ListWriter
{
    private const int FlushAt = 64 * 1024;

    public static async Task WriteAsync(
        HttpResponse response, ResourceKind kind, long revision, string? next, long? left, IEnumerable<CachedObject> items)
    {
        response.ContentType = "application/json";
        var body = response.BodyWriter;
        var metadata = new ListMeta { ResourceVersion = revision.ToString(), Continue = next, RemainingItemCount = left };
        Put(Encoding.UTF8.GetBytes($$"""{"kind":"{{kind.Name}}List","apiVersion":"{{kind.ApiVersion}}","metadata":"""));
        Put(JsonSerializer.SerializeToUtf8Bytes(metadata, ModelJson.Options));
        Put(",\"items\":["u8);
        var first = true;
        foreach (var item in items)
        {
            if (!first) Put(","u8);
            first = false;
            Put(item.Json);
            if (body.UnflushedBytes > FlushAt) await body.FlushAsync(response.HttpContext.RequestAborted);
        }

        Put("]}\n"u8);
        await body.FlushAsync(response.HttpContext.RequestAborted);

        void Put(ReadOnlySpan<byte> bytes) => System.Buffers.BuffersExtensions.Write(body, bytes);
    }
}
