using System.Net;
using System.Net.NetworkInformation;
using DuckBus.Telemetry;

namespace DuckBus.ApiServer.Certificates;

/// <summary>The names and addresses under which clients reach an API server.</summary>
public static class ServerNames
{
    private static readonly string[] Always =
    [
        "localhost", "127.0.0.1", "::1",
        "kubernetes", "kubernetes.default", "kubernetes.default.svc", "kubernetes.default.svc.cluster.local",
    ];

    private static readonly string[] Any = ["*", "+", "0.0.0.0", "[::]"];

    /// <summary>Those that every server has, this machine's, those that it listens on, and more.</summary>
    /// <param name="urls">Where it listens, separated by semicolons.</param>
    /// <param name="more">What else somebody wants in the certificate.</param>
    public static IReadOnlyList<string> Of(string urls, IEnumerable<string> more)
    {
        var hosts = urls.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(Host).ToList();
        var machine = hosts.Exists(host => Any.Contains(host)) ? Addresses() : [];
        return [.. Always.Append(Dns.GetHostName()).Concat(hosts.Except(Any, StringComparer.Ordinal).Select(host => host.Trim('[', ']')))
            .Concat(machine).Concat(more).Distinct(StringComparer.OrdinalIgnoreCase)];
    }

    // Not a Uri: Kestrel also listens on http://*:8081.
    private static string Host(string url)
    {
        var authority = url[(url.IndexOf("://", StringComparison.Ordinal) + 3)..].Split('/')[0];
        var colon = authority.LastIndexOf(':');
        return colon > authority.LastIndexOf(']') ? authority[..colon] : authority;
    }

    private static IEnumerable<string> Addresses() => MachineNetwork
        .Of<UnicastIPAddressInformation>(each => each.OperationalStatus == OperationalStatus.Up ? each.GetIPProperties().UnicastAddresses : [])
        .Where(each => !each.Address.IsIPv6LinkLocal)
        .Select(each => each.Address.ToString());
}
