using System.Buffers.Binary;
using System.Text;

namespace DuckBus.Gateway.Dns;

/// <summary>Reads what is common to all messages. Everything comes from strangers, so every length is checked.</summary>
internal static class DnsWire
{
    public const int Header = 12;
    public const int MaxLabel = 63;
    public const int MaxName = 255;
    private const int MaxJumps = 32;
    private const int Pointer = 0xC0;

    public static bool TryReadUInt16(ReadOnlySpan<byte> message, int at, out ushort value)
    {
        value = 0;
        return at >= 0 && at + 2 <= message.Length && BinaryPrimitives.TryReadUInt16BigEndian(message[at..], out value);
    }

    /// <summary>Reads a name, following pointers.</summary>
    /// <param name="message">The whole message.</param>
    /// <param name="at">Where the name starts; afterwards, where what follows it starts.</param>
    /// <param name="name">The name without the last dot, in the case in which it was sent. A dot inside a label becomes a zero.</param>
    public static bool TryReadName(ReadOnlySpan<byte> message, ref int at, out string name)
    {
        name = "";
        var text = new StringBuilder();
        var position = at;
        var jumps = 0;
        while (position < message.Length)
        {
            var length = message[position];
            if (length == 0)
            {
                if (jumps == 0) at = position + 1;
                name = text.ToString();
                return true;
            }

            if ((length & Pointer) == Pointer)
            {
                if (!TryReadUInt16(message, position, out var target) || ++jumps > MaxJumps) return false;
                if (jumps == 1) at = position + 2;
                position = target & 0x3FFF;
                continue;
            }

            if (length > MaxLabel || position + 1 + length > message.Length || text.Length + 1 + length > MaxName) return false;
            if (text.Length > 0) text.Append('.');
            foreach (var b in message.Slice(position + 1, length)) text.Append(b == '.' ? '\0' : (char)b);
            position += 1 + length;
        }

        return false;
    }
}
