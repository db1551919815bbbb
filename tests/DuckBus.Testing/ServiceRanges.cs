using System.Buffers.Binary;
using System.Globalization;
using System.Net;

namespace DuckBus.Testing;

/// <summary>Addresses for the services of clusters that run beside each other on one engine.</summary>
public static class ServiceRanges
{
    // 10.128.0.0 to 10.191.255.255 in pieces of 512 addresses: half for services, half for pods.
    private const uint First = (10u << 24) | (128u << 16);
    private const uint Size = 512;
    private const int Count = 8192;

    // Processes that run at the same time have numbers close to each other, and so never the same piece.
    private const int Step = 2053;

    private static readonly Lock Gate = new();
    private static int given;

    /// <summary>A network that no other cluster of this engine has, for <c>--service-cluster-ip-range</c>; never the same one twice in this process.</summary>
    public static string Next()
    {
        lock (Gate)
        {
            for (var tries = 0; tries < Count; tries++)
            {
                var piece = First + ((uint)((Environment.ProcessId + (given++ * Step)) % Count) * Size);
                if (!Routes().Any(route => route.Network >> 9 == piece >> 9)) return $"{Address(piece)}/24";
            }
        }

        throw new InvalidOperationException("no addresses are free for the services of one more cluster");
    }

    /// <summary>Networks that this machine has a route to: those of clusters that a killed run left behind, for one.</summary>
    private static IEnumerable<(uint Network, string Device)> Routes() => !File.Exists("/proc/net/route") ? [] : File.ReadLines("/proc/net/route").Skip(1)
        .Select(line => line.Split('\t'))
        .Select(fields => (BinaryPrimitives.ReverseEndianness(uint.Parse(fields[1], NumberStyles.HexNumber, CultureInfo.InvariantCulture)), fields[0]));

    private static IPAddress Address(uint value)
    {
        Span<byte> bytes = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, value);
        return new IPAddress(bytes);
    }
}
