using System.Buffers;
using System.IO.Pipelines;
using System.Text;
using System.Text.Json;
using DuckBus.ApiServer.AnswerForms;
using DuckBus.ApiServer.Cache;
using DuckBus.ApiServer.Http;
using DuckBus.Model.Json;
using DuckBus.Model.Kinds;
using DuckBus.Model.Meta;
using Microsoft.AspNetCore.Http;

namespace DuckBus.ApiServer.Reads;

/// <summary>Writes a list from the bytes of its items: nothing is parsed.</summary>
internal static class ListWriter
{
    private const int FlushAt = 64 * 1024;
    private const int Piece = 256 * 1024;
    private static readonly byte[] Tail = "]}\n"u8.ToArray();

    /// <summary>Writes a whole list of objects as they are.</summary>
    public static Task WriteAsync(HttpResponse response, ResourceKind kind, long revision, string? next, long? left, IEnumerable<CachedObject> items) =>
        WriteAsync(response, new WholeObjects(kind), new ListMeta { ResourceVersion = revision.ToString(), Continue = next, RemainingItemCount = left }, items);

    /// <summary>Writes a list, or a page of one, as the client wants to see it.</summary>
    public static async Task WriteAsync(HttpResponse response, AnswerForm form, ListMeta metadata, IEnumerable<CachedObject> items)
    {
        response.ContentType = "application/json";
        var all = items as IReadOnlyCollection<CachedObject> ?? [.. items];
        var compressed = Compression.Begin(response, all.Sum(item => (long)item.Json.Length));
        await WriteAsync(compressed ?? response.BodyWriter, form, metadata, all, response.HttpContext.RequestAborted);
        if (compressed is not null) await compressed.CompleteAsync();
    }

    /// <summary>Writes a whole list whose items are there as bytes already, with commas between.</summary>
    public static async Task WriteAsync(HttpResponse response, AnswerForm form, ListMeta metadata, byte[] joined)
    {
        response.ContentType = "application/json";
        var head = Head(form, metadata);
        var compressed = Compression.Begin(response, joined.Length);
        if (compressed is null) response.ContentLength = head.Length + joined.Length + Tail.Length;
        var body = compressed ?? response.BodyWriter;
        body.Write(head);
        // Piece by piece: written at once, the whole list lies in 4 KB pieces that the socket goes through again for each part it takes.
        for (var at = 0; at < joined.Length; at += Piece)
            await body.WriteAsync(joined.AsMemory(at, Math.Min(Piece, joined.Length - at)), response.HttpContext.RequestAborted);
        await body.WriteAsync(Tail, response.HttpContext.RequestAborted);
        if (compressed is not null) await compressed.CompleteAsync();
    }

    private static byte[] Head(AnswerForm form, ListMeta metadata)
    {
        var (kind, version) = form.List;
        return
        [
            .. Encoding.UTF8.GetBytes($$"""{"kind":"{{kind}}","apiVersion":"{{version}}","metadata":"""),
            .. JsonSerializer.SerializeToUtf8Bytes(metadata, ModelJson.Options),
            .. form.BeforeItems.Span,
        ];
    }

    private static async Task WriteAsync(
        PipeWriter body, AnswerForm form, ListMeta metadata, IReadOnlyCollection<CachedObject> items, CancellationToken cancellationToken)
    {
        body.Write(Head(form, metadata));
        var first = true;
        foreach (var item in items)
        {
            if (!first) body.Write(","u8);
            first = false;
            form.Item(body, item);
            if (body.UnflushedBytes > FlushAt) await body.FlushAsync(cancellationToken);
        }

        body.Write(Tail);
        await body.FlushAsync(cancellationToken);
    }
}
