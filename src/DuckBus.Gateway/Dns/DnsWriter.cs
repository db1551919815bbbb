using System.Buffers.Binary;

namespace DuckBus.Gateway.Dns;

/// <summary>Writes messages.</summary>
internal static class DnsWriter
{
    /// <summary>The largest answer over UDP that passes everywhere in one piece.</summary>
    public const int MostOverUdp = 1232;

    private const ushort PointerToQuestion = 0xC000 | DnsWire.Header;

    /// <summary>The message that answers another one.</summary>
    /// <param name="asked">The message that asks.</param>
    /// <param name="query">Its question.</param>
    /// <param name="answer">The answer.</param>
    /// <param name="limit">How long it may be. What does not fit is marked as cut, for the asker to come again over TCP.</param>
    public static byte[] Answer(ReadOnlySpan<byte> asked, DnsQuery query, DnsAnswer answer, int limit)
    {
        var whole = Compose(asked, query, answer, cut: false);
        if (whole.Length > limit && answer.Additional.Count > 0)
            whole = Compose(asked, query, answer with { Additional = [] }, cut: false);
        return whole.Length <= limit ? whole : Compose(asked, query, new DnsAnswer(answer.Code) { Authoritative = answer.Authoritative }, cut: true);
    }

    /// <summary>The answer to a message whose question cannot be read.</summary>
    public static byte[] Error(ReadOnlySpan<byte> asked, DnsCode code)
    {
        var message = new byte[DnsWire.Header];
        asked[..2].CopyTo(message);
        message[2] = (byte)(0x80 | (asked[2] & 0x79));
        message[3] = (byte)(0x80 | (int)code);
        return message;
    }

    /// <summary>A message that asks for a name.</summary>
    public static byte[] Question(ushort id, string name, DnsType type)
    {
        var message = new List<byte>(64);
        Numbers(message, id, 0x100, 1, 0, 0, 0);
        message.AddRange(DnsRecord.Encode(name));
        Numbers(message, (ushort)type, 1);
        return [.. message];
    }

    private static byte[] Compose(ReadOnlySpan<byte> asked, DnsQuery query, DnsAnswer answer, bool cut)
    {
        var message = new List<byte>(512);
        var flags = 0x8080 | (int)answer.Code | (query.RecursionDesired ? 0x100 : 0) | (answer.Authoritative ? 0x400 : 0) | (cut ? 0x200 : 0);
        var additional = answer.Additional.Count + (query.UdpSize is null ? 0 : 1);
        Numbers(message, query.Id, (ushort)flags, 1, (ushort)answer.Records.Count, (ushort)(answer.Authority is null ? 0 : 1), (ushort)additional);
        message.AddRange(asked[DnsWire.Header..query.QuestionEnd]);
        foreach (var record in answer.Records) Record(message, query, record);
        if (answer.Authority is { } authority) Record(message, query, authority);
        foreach (var record in answer.Additional) Record(message, query, record);
        if (query.UdpSize is not null)
        {
            message.Add(0);
            Numbers(message, (ushort)DnsType.OPT, MostOverUdp, 0, 0, 0);
        }

        return [.. message];
    }

    private static void Record(List<byte> message, DnsQuery query, DnsRecord record)
    {
        if (record.Name.Equals(query.Name, StringComparison.OrdinalIgnoreCase)) Numbers(message, PointerToQuestion);
        else message.AddRange(DnsRecord.Encode(record.Name));
        Numbers(message, (ushort)record.Type, 1, (ushort)(record.Seconds >> 16), (ushort)record.Seconds, (ushort)record.Data.Length);
        message.AddRange(record.Data);
    }

    private static void Numbers(List<byte> message, params ReadOnlySpan<ushort> values)
    {
        Span<byte> bytes = stackalloc byte[2];
        foreach (var value in values)
        {
            BinaryPrimitives.WriteUInt16BigEndian(bytes, value);
            message.AddRange(bytes);
        }
    }
}
