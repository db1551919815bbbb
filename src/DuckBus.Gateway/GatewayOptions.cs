using System.Net;

namespace DuckBus.Gateway;

/// <summary>How a gateway runs.</summary>
internal sealed record GatewayOptions
{
    /// <summary>Where it listens for control streams. Whoever reaches it decides what the services are.</summary>
    public required IPEndPoint Control { get; init; }

    /// <summary>The port on which names are answered.</summary>
    public int DnsPort { get; init; } = 53;

    /// <summary>The name servers that know all other names; null for those of <c>/etc/resolv.conf</c>.</summary>
    public IReadOnlyList<IPEndPoint>? NameServers { get; init; }
}
