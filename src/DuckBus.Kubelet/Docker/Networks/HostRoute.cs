using System.Buffers.Binary;
using System.Globalization;
using System.Net;
using System.Numerics;

namespace DuckBus.Kubelet.Docker.Networks;

/// <summary>Where this machine, or this container, sends what is for a network.</summary>
/// <param name="Interface">The interface.</param>
/// <param name="Network">The addresses, IPv4.</param>
internal sealed record HostRoute(string Interface, IPNetwork Network)
{
    private const string Table = "/proc/net/route";

    /// <summary>All of them; none where the system does not tell.</summary>
    public static IReadOnlyList<HostRoute> All() => File.Exists(Table) ? Parse(File.ReadLines(Table)) : [];

    /// <summary>Reads the lines of <c>/proc/net/route</c>, whose numbers are addresses as the network has them, read as the machine reads numbers. Pure.</summary>
    public static IReadOnlyList<HostRoute> Parse(IEnumerable<string> lines) =>
    [
        .. from line in lines.Skip(1)
           let fields = line.Split('\t', StringSplitOptions.TrimEntries)
           where fields.Length > 7
           let length = BitOperations.PopCount(uint.Parse(fields[7], NumberStyles.HexNumber, CultureInfo.InvariantCulture))
           select new HostRoute(fields[0], new IPNetwork(Address(fields[1]), length)),
    ];

    private static IPAddress Address(string hex)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, uint.Parse(hex, NumberStyles.HexNumber, CultureInfo.InvariantCulture));
        return new IPAddress(bytes);
    }
}
