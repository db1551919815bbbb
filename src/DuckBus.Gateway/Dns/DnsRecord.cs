using System.Buffers.Binary;
using System.Net;
using System.Text;

namespace DuckBus.Gateway.Dns;

/// <summary>A record, with its data as it is sent.</summary>
/// <param name="Name">Whose record it is, without the last dot.</param>
/// <param name="Type">What it tells.</param>
/// <param name="Seconds">How long it may be kept.</param>
/// <param name="Data">The data.</param>
internal sealed record DnsRecord(string Name, DnsType Type, uint Seconds, byte[] Data)
{
    /// <summary>How long what is said of the cluster may be kept: short, since it changes.</summary>
    public const uint Ttl = 5;

    public static DnsRecord Host(string name, IPAddress address) => new(name, DnsType.A, Ttl, address.GetAddressBytes());

    public static DnsRecord Alias(string name, string target) => new(name, DnsType.CNAME, Ttl, Encode(target));

    public static DnsRecord Pointer(string name, string target) => new(name, DnsType.PTR, Ttl, Encode(target));

    public static DnsRecord NameServer(string name, string target) => new(name, DnsType.NS, Ttl, Encode(target));

    public static DnsRecord Text(string name, string text) => new(name, DnsType.TXT, Ttl, [(byte)text.Length, .. Encoding.ASCII.GetBytes(text)]);

    /// <summary>Where a named port is.</summary>
    /// <param name="name">The name of the port.</param>
    /// <param name="weight">How often to take this one among several.</param>
    /// <param name="port">The port.</param>
    /// <param name="target">The host.</param>
    public static DnsRecord Service(string name, int weight, int port, string target)
    {
        var numbers = new byte[6];
        BinaryPrimitives.WriteUInt16BigEndian(numbers.AsSpan(2), (ushort)weight);
        BinaryPrimitives.WriteUInt16BigEndian(numbers.AsSpan(4), (ushort)port);
        return new DnsRecord(name, DnsType.SRV, Ttl, [.. numbers, .. Encode(target)]);
    }

    /// <summary>Who is in charge of a domain, which also says how long it may be kept that there is no such name.</summary>
    public static DnsRecord Authority(string domain, long serial)
    {
        var numbers = new byte[20];
        uint[] values = [unchecked((uint)serial), 7200, 1800, 86400, Ttl];
        for (var i = 0; i < values.Length; i++) BinaryPrimitives.WriteUInt32BigEndian(numbers.AsSpan(i * 4), values[i]);
        return new DnsRecord(domain, DnsType.SOA, Ttl, [.. Encode($"ns.dns.{domain}"), .. Encode($"hostmaster.{domain}"), .. numbers]);
    }

    /// <summary>A name as it is sent, uncompressed. What no name can be is cut to what fits.</summary>
    public static byte[] Encode(string name)
    {
        var bytes = new List<byte>(name.Length + 2);
        foreach (var label in name.Split('.', StringSplitOptions.RemoveEmptyEntries))
        {
            var length = Math.Min(label.Length, DnsWire.MaxLabel);
            if (bytes.Count + length + 2 > DnsWire.MaxName) break;
            bytes.Add((byte)length);
            bytes.AddRange(Encoding.Latin1.GetBytes(label, 0, length));
        }

        bytes.Add(0);
        return [.. bytes];
    }
}
