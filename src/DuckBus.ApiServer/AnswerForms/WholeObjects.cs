using System.Buffers;
using System.Text;
using DuckBus.ApiServer.Cache;
using DuckBus.Model.Kinds;

namespace DuckBus.ApiServer.AnswerForms;

/// <summary>Objects as they are stored.</summary>
internal sealed class WholeObjects(ResourceKind kind) : AnswerForm
{
    private static readonly byte[] Items = ",\"items\":["u8.ToArray();

    public override bool IsWhole => true;

    public override (string Kind, string ApiVersion) List => ($"{kind.Name}List", kind.ApiVersion);

    public override ReadOnlyMemory<byte> BeforeItems => Items;

    public override void Item(IBufferWriter<byte> to, CachedObject item) => to.Write(item.Json);

    public override void Single(IBufferWriter<byte> to, CachedObject item) => to.Write(item.Json);

    public override void Bookmark(IBufferWriter<byte> to, ResourceKind kind, ReadOnlySpan<byte> metadata, long revision)
    {
        to.Write(Encoding.UTF8.GetBytes($$"""{"kind":"{{kind.Name}}","apiVersion":"{{kind.ApiVersion}}","metadata":"""));
        to.Write(metadata);
        to.Write("}"u8);
    }
}
