namespace DuckBus.Streaming.Spdy;

/// <summary>The two codes of a deflate block: one of literals and lengths, one of distances.</summary>
/// <param name="Literals">Bytes, the end of the block (256), and lengths.</param>
/// <param name="Distances">How far back a copy begins.</param>
internal sealed record HuffmanCodes(HuffmanCode Literals, HuffmanCode Distances)
{
    private const int MostLiterals = 286;
    private const int MostDistances = 30;

    private static readonly byte[] LengthOrder = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];

    /// <summary>The codes that need not be told.</summary>
    public static HuffmanCodes Fixed { get; } = new(
        new([.. Repeat(8, 144), .. Repeat(9, 112), .. Repeat(7, 24), .. Repeat(8, 8)]), new([.. Repeat(5, MostDistances)]));

    /// <summary>The codes that a block begins with.</summary>
    /// <exception cref="SpdyException">They are none.</exception>
    public static HuffmanCodes Read(ref BitReader bits)
    {
        var (literals, distances, told) = (bits.Take(5) + 257, bits.Take(5) + 1, bits.Take(4) + 4);
        if (literals > MostLiterals || distances > MostDistances) throw new SpdyException("a header block has too many Huffman codes");
        var ofLengths = new byte[LengthOrder.Length];
        for (var i = 0; i < told; i++) ofLengths[LengthOrder[i]] = (byte)bits.Take(3);
        var lengths = ReadLengths(new HuffmanCode(ofLengths), literals + distances, ref bits);
        return new HuffmanCodes(new(lengths.AsSpan(0, literals)), new(lengths.AsSpan(literals)));
    }

    private static byte[] ReadLengths(HuffmanCode code, int count, ref BitReader bits)
    {
        var lengths = new byte[count];
        for (var i = 0; i < count;)
        {
            var symbol = code.Decode(ref bits);
            if (symbol < 16)
            {
                lengths[i++] = (byte)symbol;
                continue;
            }

            if (symbol == 16 && i == 0) throw new SpdyException("a header block repeats a length before the first");
            var (value, times) = symbol switch
            {
                16 => (lengths[i - 1], 3 + bits.Take(2)),
                17 => ((byte)0, 3 + bits.Take(3)),
                _ => ((byte)0, 11 + bits.Take(7)),
            };
            if (i + times > count) throw new SpdyException("a header block has more code lengths than codes");
            lengths.AsSpan(i, times).Fill(value);
            i += times;
        }

        return lengths;
    }

    private static IEnumerable<byte> Repeat(byte length, int times) => Enumerable.Repeat(length, times);
}
