using System.Net;
using System.Net.Sockets;

namespace DuckBus.Gateway.Dns;

/// <summary>The name servers of a machine.</summary>
internal static class NameServers
{
    private const int Port = 53;

    /// <summary>Those that a resolver's configuration names, as in <c>/etc/resolv.conf</c>.</summary>
    public static IReadOnlyList<IPEndPoint> In(string configuration) =>
    [
        .. from line in configuration.Split('\n')
           let words = line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
           where words is ["nameserver", _, ..]
           let address = IPAddress.TryParse(words[1], out var parsed) ? parsed : null
           where address is { AddressFamily: AddressFamily.InterNetwork or AddressFamily.InterNetworkV6 }
           select new IPEndPoint(address, Port),
    ];

    /// <summary>Those of this machine; none if it has no configuration.</summary>
    public static IReadOnlyList<IPEndPoint> OfMachine()
    {
        try
        {
            return In(File.ReadAllText("/etc/resolv.conf"));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
