using System.Net;

namespace DuckBus.Kubelet.Config;

/// <summary>What <c>/etc/resolv.conf</c> of a machine says. Pure.</summary>
/// <param name="Servers">Name servers that others can use too: those on the machine's own loopback address are left out.</param>
/// <param name="Searches">Domains to look in.</param>
internal sealed record HostResolver(IReadOnlyList<string> Servers, IReadOnlyList<string> Searches)
{
    /// <summary>Nothing is known.</summary>
    public static HostResolver Empty { get; } = new([], []);

    /// <summary>Reads the file. Of several lines with domains the last one counts.</summary>
    public static HostResolver Parse(string text)
    {
        var lines = text.Split('\n').Select(line => line.Split([' ', '\t', '\r'], StringSplitOptions.RemoveEmptyEntries)).Where(words => words.Length > 1).ToList();
        return new HostResolver(
            [.. lines.Where(words => words[0] == "nameserver" && IPAddress.TryParse(words[1], out var ip) && !IPAddress.IsLoopback(ip)).Select(words => words[1])],
            [.. (lines.LastOrDefault(words => words[0] is "search" or "domain") ?? []).Skip(1).Where(domain => domain != ".")]);
    }
}
