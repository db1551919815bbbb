namespace DuckBus.Streaming.Spdy;

/// <summary>Reads bits from the lowest up, as deflate packs them.</summary>
internal ref struct BitReader(ReadOnlySpan<byte> input)
{
    private readonly ReadOnlySpan<byte> input = input;
    private int next;
    private int bits;
    private int count;

    /// <summary>Whether no whole byte is left.</summary>
    public readonly bool AtEnd => next == input.Length;

    /// <summary>The next bits as a number, the first the lowest.</summary>
    public int Take(int wanted)
    {
        while (count < wanted)
        {
            bits |= Byte() << count;
            count += 8;
        }

        var taken = bits & ((1 << wanted) - 1);
        bits >>= wanted;
        count -= wanted;
        return taken;
    }

    /// <summary>Leaves out what is left of a byte that was begun, then takes whole bytes.</summary>
    public ReadOnlySpan<byte> TakeBytes(int length)
    {
        (bits, count) = (0, 0);
        if (input.Length - next < length) throw Short();
        next += length;
        return input.Slice(next - length, length);
    }

    private int Byte() => next < input.Length ? input[next++] : throw Short();

    private static SpdyException Short() => new("a header block ends too early");
}
