using System.Buffers.Binary;
using System.Net;

namespace DuckBus.ApiServer.Services;

/// <summary>The IPv4 addresses that services get, without the first, which is the network's name, and the last, which is its broadcast. Pure.</summary>
internal sealed class AddressRange
{
    private const int DnsIndex = 9;
    private readonly IPNetwork network;
    private readonly uint first;

    /// <summary>The range of a network, such as <c>10.96.0.0/16</c>.</summary>
    /// <exception cref="FormatException">It is no IPv4 network with at least two addresses to give.</exception>
    public AddressRange(string cidr)
    {
        if (!IPNetwork.TryParse(cidr, out network) || network.BaseAddress.GetAddressBytes() is not { Length: 4 } bytes || network.PrefixLength is < 8 or > 30)
            throw new FormatException($"'{cidr}' is not an IPv4 network such as 10.96.0.0/16, with a prefix from 8 to 30");
        first = BinaryPrimitives.ReadUInt32BigEndian(bytes) + 1;
    }

    /// <summary>How many addresses there are.</summary>
    public int Count => (1 << (32 - network.PrefixLength)) - 2;

    /// <summary>The address of the cluster's name server: the tenth, which nobody is given who does not ask for it.</summary>
    public string Dns => this[Math.Min(DnsIndex, Count - 1)];

    /// <summary>An address of the range.</summary>
    public string this[int index]
    {
        get
        {
            Span<byte> bytes = stackalloc byte[4];
            BinaryPrimitives.WriteUInt32BigEndian(bytes, first + (uint)index);
            return new IPAddress(bytes).ToString();
        }
    }

    /// <summary>Whether services may have the address.</summary>
    public bool Contains(string address) =>
        IPAddress.TryParse(address, out var ip) && ip.GetAddressBytes() is { Length: 4 } bytes
        && BinaryPrimitives.ReadUInt32BigEndian(bytes) is var number && number >= first && number - first < Count;

    /// <inheritdoc />
    public override string ToString() => network.ToString();
}
