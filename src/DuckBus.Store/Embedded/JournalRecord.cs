using System.Buffers;
using System.Buffers.Binary;
using System.Text;
using DuckBus.Model.Kinds;

namespace DuckBus.Store.Embedded;

/// <summary>
/// One record of the journal. In the file it is framed by its length and its checksum:
/// <c>length u32 | crc32c u32 | tag u8 | batch i64 | revision i64 | at i64 | type u8 | kind, namespace, name, uid, traceparent | body</c>,
/// little-endian, each text as its length (u32) and UTF-8; the body takes the rest.
/// </summary>
/// <param name="Tag">What it says.</param>
/// <param name="Batch">
/// Of a change: the first revision of the batch that it was written with; a batch is synced before the next is written.
/// Of a horizon: how many records were synced together with it and follow it.
/// </param>
/// <param name="Change">A change; the state of an object, as its latest change; or only a revision, for a horizon.</param>
internal readonly record struct JournalRecord(JournalTag Tag, long Batch, StoredChange Change)
{
    /// <summary>Length and checksum.</summary>
    public const int FrameBytes = 8;

    /// <summary>Tag, batch, revision, time, type and five empty texts.</summary>
    public const int LeastPayload = 1 + 8 + 8 + 8 + 1 + (5 * 4);

    public static JournalRecord Made(long batch, StoredChange change) => new(JournalTag.Change, batch, change);

    public static JournalRecord State(StoredResource resource) => new(
        JournalTag.State, 0, new(resource.Revision, ChangeType.Added, resource.Key, resource.Uid, resource.Body, null, default));

    /// <param name="revision">The highest revision that was dropped.</param>
    /// <param name="rewritten">At the beginning of a rewritten journal: how many records were written with it.</param>
    public static JournalRecord Horizon(long revision, long rewritten = 0) => new(
        JournalTag.Horizon, rewritten, new(revision, default, new("", "", ""), "", ReadOnlyMemory<byte>.Empty, null, default));

    /// <summary>Appends the framed record.</summary>
    public void WriteTo(IBufferWriter<byte> output)
    {
        var (kind, ns, name) = Change.Key;
        string[] texts = [kind, ns, name, Change.Uid, Change.TraceParent ?? ""];
        var length = LeastPayload + texts.Sum(Encoding.UTF8.GetByteCount) + Change.Body.Length;
        var frame = output.GetSpan(FrameBytes + length)[..(FrameBytes + length)];
        var payload = frame[FrameBytes..];

        payload[0] = (byte)Tag;
        BinaryPrimitives.WriteInt64LittleEndian(payload[1..], Batch);
        BinaryPrimitives.WriteInt64LittleEndian(payload[9..], Change.Revision);
        BinaryPrimitives.WriteInt64LittleEndian(payload[17..], Change.At.UtcTicks);
        payload[25] = (byte)Change.Type;
        var rest = payload[26..];
        foreach (var text in texts)
        {
            var bytes = Encoding.UTF8.GetBytes(text, rest[4..]);
            BinaryPrimitives.WriteInt32LittleEndian(rest, bytes);
            rest = rest[(4 + bytes)..];
        }

        Change.Body.Span.CopyTo(rest);
        BinaryPrimitives.WriteInt32LittleEndian(frame, length);
        BinaryPrimitives.WriteUInt32LittleEndian(frame[4..], Crc32C.Of(payload));
        output.Advance(frame.Length);
    }

    /// <summary>Reads a payload whose checksum is right; the body stays where it is.</summary>
    public static JournalRecord Read(ReadOnlyMemory<byte> payload)
    {
        var fixedPart = payload.Span;
        var rest = payload[26..];
        var key = new ResourceKey(Text(ref rest), Text(ref rest), Text(ref rest));
        var uid = Text(ref rest);
        var trace = Text(ref rest);
        return new((JournalTag)fixedPart[0], BinaryPrimitives.ReadInt64LittleEndian(fixedPart[1..]), new(
            BinaryPrimitives.ReadInt64LittleEndian(fixedPart[9..]),
            (ChangeType)fixedPart[25],
            key,
            uid,
            rest,
            trace.Length == 0 ? null : trace,
            new DateTimeOffset(BinaryPrimitives.ReadInt64LittleEndian(fixedPart[17..]), TimeSpan.Zero)));
    }

    private static string Text(ref ReadOnlyMemory<byte> rest)
    {
        var length = BinaryPrimitives.ReadInt32LittleEndian(rest.Span);
        var text = Encoding.UTF8.GetString(rest.Span.Slice(4, length));
        rest = rest[(4 + length)..];
        return text;
    }
}
