using System.Buffers.Binary;
using System.Text;

namespace DuckBus.Streaming.Spdy;

/// <summary>Names and values as SPDY/3 packs them: a count, then each with its length. Pure.</summary>
internal static class HeaderBlock
{
    /// <summary>Reads a block.</summary>
    /// <exception cref="SpdyException">It is not one.</exception>
    public static Dictionary<string, string> Read(ReadOnlySpan<byte> block)
    {
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        for (var left = Number(ref block); left > 0; left--)
        {
            var name = Text(ref block);
            if (!headers.TryAdd(name, Text(ref block))) throw new SpdyException($"header {name} comes twice");
        }

        return block.IsEmpty ? headers : throw new SpdyException("a header block goes on after its last header");
    }

    /// <summary>Writes a block; names in lower case, as SPDY asks.</summary>
    public static byte[] Write(IReadOnlyDictionary<string, string> headers)
    {
        using var block = new MemoryStream();
        Write(block, headers.Count);
        foreach (var (name, value) in headers)
        {
            Write(block, name.ToLowerInvariant());
            Write(block, value);
        }

        return block.ToArray();
    }

    private static int Number(ref ReadOnlySpan<byte> block)
    {
        if (!BinaryPrimitives.TryReadInt32BigEndian(block, out var number) || number < 0 || number > block.Length - 4)
            throw new SpdyException("a header block is longer than it says");
        block = block[4..];
        return number;
    }

    private static string Text(ref ReadOnlySpan<byte> block)
    {
        var length = Number(ref block);
        var text = Encoding.UTF8.GetString(block[..length]);
        block = block[length..];
        return text;
    }

    private static void Write(MemoryStream block, int number)
    {
        Span<byte> bytes = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(bytes, number);
        block.Write(bytes);
    }

    private static void Write(MemoryStream block, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        Write(block, bytes.Length);
        block.Write(bytes);
    }
}
