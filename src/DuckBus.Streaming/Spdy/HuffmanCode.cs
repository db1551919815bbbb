namespace DuckBus.Streaming.Spdy;

/// <summary>A canonical Huffman code, as deflate tells it: by the length of each symbol's code.</summary>
internal sealed class HuffmanCode
{
    private const int LongestCode = 15;

    private readonly int[] counts = new int[LongestCode + 1];
    private readonly int[] symbols;

    /// <summary>The code whose symbols have codes of these lengths; 0 for a symbol that does not occur.</summary>
    /// <exception cref="SpdyException">There are more codes than fit.</exception>
    public HuffmanCode(ReadOnlySpan<byte> lengths)
    {
        foreach (var length in lengths) counts[length]++;
        counts[0] = 0;
        var free = 1;
        var offsets = new int[LongestCode + 2];
        for (var length = 1; length <= LongestCode; length++)
        {
            free = (free << 1) - counts[length];
            if (free < 0) throw new SpdyException("a header block has an impossible Huffman code");
            offsets[length + 1] = offsets[length] + counts[length];
        }

        symbols = new int[lengths.Length];
        for (var symbol = 0; symbol < lengths.Length; symbol++)
            if (lengths[symbol] is not 0 and var length) symbols[offsets[length]++] = symbol;
    }

    /// <summary>The next symbol.</summary>
    /// <exception cref="SpdyException">No symbol has this code.</exception>
    public int Decode(ref BitReader bits)
    {
        var (code, first, index) = (0, 0, 0);
        for (var length = 1; length <= LongestCode; length++)
        {
            code |= bits.Take(1);
            if (code - first < counts[length]) return symbols[index + code - first];
            index += counts[length];
            first = (first + counts[length]) << 1;
            code <<= 1;
        }

        throw new SpdyException("a header block has a code that stands for nothing");
    }
}
