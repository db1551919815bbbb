using System.Buffers.Binary;

namespace DuckBus.Store.Embedded;

/// <summary>Reads a journal record by record, and knows where its last good record ends.</summary>
internal sealed class JournalReader(Stream file)
{
    /// <summary>What every journal begins with.</summary>
    public static ReadOnlySpan<byte> Magic => "DuckBus1"u8;

    private readonly byte[] frame = new byte[JournalRecord.FrameBytes];

    /// <summary>Where the last good record ends.</summary>
    public long End { get; private set; }

    /// <summary>Whether the file begins as a journal does. A file that was cut off before it had a first record does too.</summary>
    public bool ReadMagic()
    {
        var head = new byte[Magic.Length];
        var got = file.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        if (got == head.Length) End = got;
        return head.AsSpan(0, got).SequenceEqual(Magic[..got]);
    }

    /// <summary>The next record, or null at the first one that is not whole.</summary>
    public JournalRecord? Next()
    {
        if (file.ReadAtLeast(frame, frame.Length, throwOnEndOfStream: false) < frame.Length) return null;
        var length = BinaryPrimitives.ReadInt32LittleEndian(frame);
        if (length < JournalRecord.LeastPayload || length > file.Length - End - frame.Length) return null;
        var payload = new byte[length];
        if (file.ReadAtLeast(payload, length, throwOnEndOfStream: false) < length) return null;
        if (Crc32C.Of(payload) != BinaryPrimitives.ReadUInt32LittleEndian(frame.AsSpan(4))) return null;
        End += frame.Length + length;
        return JournalRecord.Read(payload);
    }

    /// <summary>
    /// Whether a whole record of a later batch stands somewhere behind a bad one. A batch is synced before the next is
    /// written, so then the bad one was acknowledged once: it is damaged, not torn by a crash.
    /// </summary>
    /// <param name="tail">What follows the last good record.</param>
    /// <param name="expected">The revision that should have come.</param>
    public static bool HoldsLaterBatch(ReadOnlyMemory<byte> tail, long expected)
    {
        for (; tail.Length >= JournalRecord.FrameBytes + JournalRecord.LeastPayload; tail = tail[1..])
        {
            var length = BinaryPrimitives.ReadInt32LittleEndian(tail.Span);
            if (length < JournalRecord.LeastPayload || length > tail.Length - JournalRecord.FrameBytes) continue;
            var payload = tail.Slice(JournalRecord.FrameBytes, length);
            if (!Enum.IsDefined((JournalTag)payload.Span[0])) continue;
            if (Crc32C.Of(payload.Span) != BinaryPrimitives.ReadUInt32LittleEndian(tail.Span[4..])) continue;
            if (JournalRecord.Read(payload) is { Tag: JournalTag.Change } record && record.Batch > expected) return true;
        }

        return false;
    }
}
