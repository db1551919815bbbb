using System.Buffers.Binary;
using System.Net;

namespace DuckBus.Gateway;

/// <summary>
/// What follows from the network that services get their addresses from: the network of the cluster, which is one bit wider, and its other half,
/// from which pods get theirs. Pure.
/// </summary>
/// <param name="Services">The addresses of services, IPv4.</param>
public sealed record ServiceRange(IPNetwork Services)
{
    private const int DnsIndex = 10;

    /// <summary>The network that holds services and pods.</summary>
    public IPNetwork Cluster => new(At(First & ~Size), Services.PrefixLength - 1);

    /// <summary>The addresses of pods: the half of <see cref="Cluster"/> that services do not have.</summary>
    public IPNetwork Pods => new(At(First ^ Size), Services.PrefixLength);

    /// <summary>The address of the engine's bridge, the first that pods could have.</summary>
    public IPAddress Bridge => At((First ^ Size) + 1);

    /// <summary>The address of the cluster's name server, the tenth of the services.</summary>
    public IPAddress Dns => At(First + Math.Min(DnsIndex, Size - 2));

    private uint First => BinaryPrimitives.ReadUInt32BigEndian(Services.BaseAddress.GetAddressBytes());

    private uint Size => 1u << (32 - Services.PrefixLength);

    /// <summary>Reads a network such as <c>10.96.0.0/16</c>.</summary>
    /// <exception cref="FormatException">It is none.</exception>
    public static ServiceRange Parse(string network) => new(IPNetwork.Parse(network));

    private static IPAddress At(uint value)
    {
        Span<byte> bytes = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, value);
        return new IPAddress(bytes);
    }
}
