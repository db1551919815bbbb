using System.Buffers;
using System.Text;
using DuckBus.ApiServer.Cache;
using DuckBus.Model.Kinds;

namespace DuckBus.ApiServer.AnswerForms;

/// <summary>Objects by their metadata alone: PartialObjectMetadata.</summary>
/// <param name="version">The version of the group meta.k8s.io: v1 or v1beta1.</param>
internal sealed class MetadataOnly(string version) : AnswerForm
{
    private static readonly byte[] Items = ",\"items\":["u8.ToArray();

    private readonly byte[] head = Head(version);

    public override (string Kind, string ApiVersion) List => ("PartialObjectMetadataList", $"meta.k8s.io/{version}");

    public override ReadOnlyMemory<byte> BeforeItems => Items;

    /// <summary>What stands before the metadata.</summary>
    public static byte[] Head(string version) =>
        Encoding.UTF8.GetBytes($$"""{"kind":"PartialObjectMetadata","apiVersion":"meta.k8s.io/{{version}}","metadata":""");

    public override void Item(IBufferWriter<byte> to, CachedObject item) => Write(to, MetadataSlice.Of(item.Json));

    public override void Single(IBufferWriter<byte> to, CachedObject item) => Item(to, item);

    public override void Bookmark(IBufferWriter<byte> to, ResourceKind kind, ReadOnlySpan<byte> metadata, long revision) => Write(to, metadata);

    private void Write(IBufferWriter<byte> to, ReadOnlySpan<byte> metadata)
    {
        to.Write(head);
        to.Write(metadata);
        to.Write("}"u8);
    }
}
