using System.Net;

namespace DuckBus.Gateway;

/// <summary>How a gateway runs.</summary>
internal sealed record GatewayOptions
{
    /// <summary>Where it listens for control streams. Whoever reaches it decides what the services are.</summary>
    public required IPEndPoint Control { get; init; }

    /// <summary>The port on which names are answered.</summary>
    public int DnsPort { get; init; } = 53;

    /// <summary>Where it listens for who wants a connection into the cluster's network; any free port of the loopback address by default.</summary>
    public IPEndPoint Dialing { get; init; } = new(IPAddress.Loopback, 0);

    /// <summary>The name servers that know all other names; null for those of <c>/etc/resolv.conf</c>.</summary>
    public IReadOnlyList<IPEndPoint>? NameServers { get; init; }
}
