using System.Buffers.Binary;

namespace DuckBus.Gateway.Dns;

/// <summary>Reads the addresses in an answer of another name server, to be passed on in an answer of our own.</summary>
internal static class UpstreamRecords
{
    /// <summary>The addresses and aliases; none if the message is not in order.</summary>
    public static IReadOnlyList<DnsRecord> Of(ReadOnlySpan<byte> message)
    {
        var records = new List<DnsRecord>();
        if (message.Length < DnsWire.Header) return records;
        var at = DnsWire.Header;
        for (var questions = BinaryPrimitives.ReadUInt16BigEndian(message[4..]); questions > 0; questions--)
        {
            if (!DnsWire.TryReadName(message, ref at, out _)) return [];
            at += 4;
        }

        for (var answers = BinaryPrimitives.ReadUInt16BigEndian(message[6..]); answers > 0; answers--)
        {
            if (!DnsWire.TryReadName(message, ref at, out var name)
                || !DnsWire.TryReadUInt16(message, at, out var type)
                || !DnsWire.TryReadUInt16(message, at + 8, out var length)
                || at + 10 + length > message.Length)
                return [];
            var seconds = BinaryPrimitives.ReadUInt32BigEndian(message[(at + 4)..]);
            var data = at += 10;
            at += length;
            switch ((DnsType)type)
            {
                case DnsType.A or DnsType.AAAA:
                    records.Add(new DnsRecord(name, (DnsType)type, seconds, message.Slice(data, length).ToArray()));
                    break;
                case DnsType.CNAME when DnsWire.TryReadName(message, ref data, out var target):
                    records.Add(DnsRecord.Alias(name, target) with { Seconds = seconds });
                    break;
            }
        }

        return records;
    }
}
