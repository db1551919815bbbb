using System.Buffers;
using System.Text;
using System.Text.Json;
using DuckBus.ApiServer.Cache;
using DuckBus.ApiServer.Tables;
using DuckBus.Model.Json;
using DuckBus.Model.Kinds;
using DuckBus.Model.Meta;

namespace DuckBus.ApiServer.AnswerForms;

/// <summary>Objects as rows of a Table, with the columns that <c>kubectl get</c> prints.</summary>
/// <param name="type">The type of the objects, which has the columns.</param>
/// <param name="version">The version of the group meta.k8s.io: v1 or v1beta1.</param>
/// <param name="included">What of the object comes with its row.</param>
/// <param name="now">The moment that ages count to.</param>
internal sealed class TableRows(Type type, string version, RowObject included, Func<DateTimeOffset> now) : AnswerForm
{
    private readonly TablePrinter printer = TablePrinter.Of(type);
    private readonly byte[] partial = MetadataOnly.Head(version);
    private bool hasHead;

    public override (string Kind, string ApiVersion) List => ("Table", $"meta.k8s.io/{version}");

    public override ReadOnlyMemory<byte> BeforeItems =>
        (byte[])[.. ",\"columnDefinitions\":"u8, .. JsonSerializer.SerializeToUtf8Bytes(printer.Columns, ModelJson.Options), .. ",\"rows\":["u8];

    public override void Item(IBufferWriter<byte> to, CachedObject item) => Row(to, item.Resource, item.Json, MetadataSlice.Of(item.Json));

    public override void Single(IBufferWriter<byte> to, CachedObject item)
    {
        Head(to, item.Revision, BeforeItems.Span);
        Item(to, item);
        to.Write("]}"u8);
    }

    /// <summary>Only the first Table of a watch has the columns.</summary>
    public override void Event(IBufferWriter<byte> to, CachedObject item)
    {
        Head(to, item.Revision, EventColumns());
        Item(to, item);
        to.Write("]}"u8);
    }

    public override void Bookmark(IBufferWriter<byte> to, ResourceKind kind, ReadOnlySpan<byte> metadata, long revision)
    {
        var nothing = ((Resource)Activator.CreateInstance(kind.Type)!) with { Metadata = ObjectMeta.Empty };
        Head(to, revision, EventColumns());
        Row(to, nothing, Encoding.UTF8.GetBytes($$"""{"kind":"{{kind.Name}}","apiVersion":"{{kind.ApiVersion}}","metadata":{{Encoding.UTF8.GetString(metadata)}}}"""), metadata);
        to.Write("]}"u8);
    }

    private ReadOnlySpan<byte> EventColumns()
    {
        if (hasHead) return ",\"columnDefinitions\":null,\"rows\":["u8;
        hasHead = true;
        return BeforeItems.Span;
    }

    private void Head(IBufferWriter<byte> to, long revision, ReadOnlySpan<byte> columns)
    {
        to.Write(Encoding.UTF8.GetBytes($$$"""{"kind":"Table","apiVersion":"meta.k8s.io/{{{version}}}","metadata":{"resourceVersion":"{{{revision}}}"}"""));
        to.Write(columns);
    }

    private void Row(IBufferWriter<byte> to, Resource resource, ReadOnlySpan<byte> json, ReadOnlySpan<byte> metadata)
    {
        to.Write("{\"cells\":"u8);
        to.Write(JsonSerializer.SerializeToUtf8Bytes(printer.Cells(resource, now()), ModelJson.Options));
        if (printer.Conditions(resource) is { Count: > 0 } conditions)
        {
            to.Write(",\"conditions\":"u8);
            to.Write(JsonSerializer.SerializeToUtf8Bytes(conditions, ModelJson.Options));
        }

        to.Write(",\"object\":"u8);
        switch (included)
        {
            case RowObject.None:
                to.Write("null"u8);
                break;
            case RowObject.Metadata:
                to.Write(partial);
                to.Write(metadata);
                to.Write("}"u8);
                break;
            default:
                to.Write(json);
                break;
        }

        to.Write("}"u8);
    }
}
