using System.Buffers.Binary;

namespace DuckBus.Streaming.Spdy;

/// <summary>
/// Writes header blocks in the form that <see cref="HeaderInflater"/> reads, without making them smaller: a server sends a few
/// bytes of headers a stream, which is not worth a compressor.
/// </summary>
internal sealed class HeaderDeflater
{
    // An empty part at the end: Go's reader hands out what it has when it sees one.
    private static readonly byte[] Flush = [0, 0, 0, 0xFF, 0xFF];

    private static readonly byte[] ZlibHeader = [0x78, 0xBB, 0xE3, 0xC6, 0xA7, 0xC2]; // Ends with the id of the dictionary.

    private bool begun;

    /// <summary>The next block.</summary>
    public byte[] Deflate(ReadOnlySpan<byte> block)
    {
        using var deflated = new MemoryStream();
        if (!begun) deflated.Write(ZlibHeader);
        begun = true;
        while (block.Length > 0)
        {
            var part = block[..Math.Min(ushort.MaxValue, block.Length)];
            deflated.Write(StoredHeader((ushort)part.Length));
            deflated.Write(part);
            block = block[part.Length..];
        }

        deflated.Write(Flush);
        return deflated.ToArray();
    }

    private static byte[] StoredHeader(ushort length)
    {
        var header = new byte[5];
        BinaryPrimitives.WriteUInt16LittleEndian(header.AsSpan(1), length);
        BinaryPrimitives.WriteUInt16LittleEndian(header.AsSpan(3), (ushort)~length);
        return header;
    }
}
