using System.Buffers.Binary;

namespace DuckBus.Gateway.Dns;

/// <summary>A question, read from a message.</summary>
/// <param name="Id">The number by which the answer is known.</param>
/// <param name="Name">The name, in the case in which it was asked.</param>
/// <param name="Type">What is wanted.</param>
/// <param name="RecursionDesired">Whether somebody else is to be asked if need be.</param>
/// <param name="QuestionEnd">Where the question ends in the message.</param>
/// <param name="UdpSize">The largest answer that is taken over UDP; null if the asker knows no EDNS.</param>
internal sealed record DnsQuery(ushort Id, string Name, DnsType Type, bool RecursionDesired, int QuestionEnd, int? UdpSize)
{
    private const int PlainUdp = 512;
    private const int Internet = 1;

    /// <summary>How long an answer over UDP may be.</summary>
    public int UdpLimit(int most) => Math.Clamp(UdpSize ?? PlainUdp, PlainUdp, most);

    /// <summary>Reads a message.</summary>
    /// <param name="message">The message.</param>
    /// <param name="query">The question; null unless it can be answered.</param>
    /// <returns>Null if it is not worth an answer, since it has no header or is an answer itself; an error if that is the answer.</returns>
    public static DnsCode? Read(ReadOnlySpan<byte> message, out DnsQuery? query)
    {
        query = null;
        if (message.Length < DnsWire.Header) return null;
        var flags = BinaryPrimitives.ReadUInt16BigEndian(message[2..]);
        if ((flags & 0x8000) != 0) return null;
        if ((flags & 0x7800) != 0) return DnsCode.NotImplemented;
        if (BinaryPrimitives.ReadUInt16BigEndian(message[4..]) != 1) return DnsCode.FormatError;
        var at = DnsWire.Header;
        if (!DnsWire.TryReadName(message, ref at, out var name)
            || !DnsWire.TryReadUInt16(message, at, out var type)
            || !DnsWire.TryReadUInt16(message, at + 2, out var internet))
            return DnsCode.FormatError;
        if (internet != Internet) return DnsCode.Refused;
        var end = at + 4;
        if (!TryFindUdpSize(message, end, out var udpSize)) return DnsCode.FormatError;
        query = new DnsQuery(BinaryPrimitives.ReadUInt16BigEndian(message), name, (DnsType)type, (flags & 0x100) != 0, end, udpSize);
        return DnsCode.NoError;
    }

    private static bool TryFindUdpSize(ReadOnlySpan<byte> message, int at, out int? size)
    {
        size = null;
        var records = 0;
        for (var i = 6; i <= 10; i += 2) records += BinaryPrimitives.ReadUInt16BigEndian(message[i..]);
        for (; records > 0; records--)
        {
            if (!DnsWire.TryReadName(message, ref at, out _)
                || !DnsWire.TryReadUInt16(message, at, out var type)
                || !DnsWire.TryReadUInt16(message, at + 2, out var sizeOrClass)
                || !DnsWire.TryReadUInt16(message, at + 8, out var length)
                || at + 10 + length > message.Length)
                return false;
            if ((DnsType)type == DnsType.OPT) size = sizeOrClass;
            at += 10 + length;
        }

        return true;
    }
}
