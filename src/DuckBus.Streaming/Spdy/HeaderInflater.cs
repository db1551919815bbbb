using System.Buffers.Binary;

namespace DuckBus.Streaming.Spdy;

/// <summary>
/// Decompresses the header blocks of a connection: one zlib stream with a preset dictionary, of which each block is a part that
/// ends at a byte. .NET's own cannot be given a dictionary.
/// </summary>
internal sealed class HeaderInflater
{
    /// <summary>The most bytes of one block, decompressed.</summary>
    public const int Limit = 64 * 1024;

    private const int Window = 32 * 1024;
    private const int EndOfBlock = 256;

    private static readonly int[] LengthBase = [3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227, 258];
    private static readonly int[] LengthBits = [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0];
    private static readonly int[] DistanceBase =
        [1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025, 1537, 2049, 3073, 4097, 6145, 8193, 12289, 16385, 24577];
    private static readonly int[] DistanceBits = [0, 0, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 8, 9, 9, 10, 10, 11, 11, 12, 12, 13, 13];

    // What came before, at most a window of it, then the block.
    private readonly byte[] output = new byte[Window + Limit];
    private int length;
    private bool begun;

    /// <summary>Decompresses the next block.</summary>
    /// <exception cref="SpdyException">It is not compressed as it should be, or too long.</exception>
    public byte[] Inflate(ReadOnlySpan<byte> block)
    {
        var bits = new BitReader(block);
        if (!begun) Begin(ref bits);
        var start = length;
        while (!bits.AtEnd) InflatePart(ref bits, start + Limit);
        var inflated = output.AsSpan(start, length - start).ToArray();
        Forget();
        return inflated;
    }

    private void Begin(ref BitReader bits)
    {
        var header = bits.TakeBytes(6);
        if ((header[0] & 0x0F) != 8 || (header[0] >> 4) > 7 || BinaryPrimitives.ReadUInt16BigEndian(header) % 31 != 0)
            throw new SpdyException("the header blocks are not compressed with zlib");
        if ((header[1] & 0x20) == 0 || BinaryPrimitives.ReadUInt32BigEndian(header[2..]) != SpdyDictionary.Id)
            throw new SpdyException("the header blocks are not compressed with the dictionary of SPDY/3");
        SpdyDictionary.Bytes.CopyTo(output, 0);
        length = SpdyDictionary.Bytes.Length;
        begun = true;
    }

    private void InflatePart(ref BitReader bits, int end)
    {
        if (bits.Take(1) == 1) throw new SpdyException("the compression of header blocks ended");
        switch (bits.Take(2))
        {
            case 0:
                CopyStored(ref bits, end);
                break;
            case 1:
                Expand(HuffmanCodes.Fixed, ref bits, end);
                break;
            case 2:
                Expand(HuffmanCodes.Read(ref bits), ref bits, end);
                break;
            default:
                throw new SpdyException("a header block is compressed in a way that does not exist");
        }
    }

    private void CopyStored(ref BitReader bits, int end)
    {
        var sizes = bits.TakeBytes(4);
        var size = BinaryPrimitives.ReadUInt16LittleEndian(sizes);
        if (size != (ushort)~BinaryPrimitives.ReadUInt16LittleEndian(sizes[2..])) throw new SpdyException("a header block contradicts its own length");
        if (length + size > end) throw TooLong();
        bits.TakeBytes(size).CopyTo(output.AsSpan(length));
        length += size;
    }

    private void Expand(HuffmanCodes codes, ref BitReader bits, int end)
    {
        while (codes.Literals.Decode(ref bits) is not EndOfBlock and var symbol)
        {
            if (symbol < EndOfBlock)
            {
                if (length == end) throw TooLong();
                output[length++] = (byte)symbol;
                continue;
            }

            var size = Value(symbol - EndOfBlock - 1, LengthBase, LengthBits, ref bits);
            var distance = Value(codes.Distances.Decode(ref bits), DistanceBase, DistanceBits, ref bits);
            if (distance > length) throw new SpdyException("a header block repeats what was never sent");
            if (length + size > end) throw TooLong();
            for (; size > 0; size--, length++) output[length] = output[length - distance]; // Byte by byte: a copy may overlap itself.
        }
    }

    private static int Value(int index, int[] bases, int[] extra, ref BitReader bits) =>
        index < bases.Length ? bases[index] + bits.Take(extra[index]) : throw new SpdyException("a header block has a length that does not exist");

    private void Forget()
    {
        if (length <= Window) return;
        output.AsSpan(length - Window, Window).CopyTo(output);
        length = Window;
    }

    private static SpdyException TooLong() => new($"a header block has more than {Limit} bytes");
}
