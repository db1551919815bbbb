using System.Net;

namespace DuckBus.Dashboard.Web;

/// <summary>
/// The names by which a dashboard may be asked for. A foreign site that has its own name point to this machine would otherwise get
/// a page whose buttons break things. On loopback those of loopback; else also addresses, names of the network around it, and
/// the name in the setting (<c>--dashboard-url http://stage.example.com:8082</c>). Pure.
/// </summary>
internal static class HostNames
{
    private static readonly string[] Near = [".local", ".lan", ".internal", ".home.arpa"];

    /// <summary>Whether a request that asks for this host is for us.</summary>
    /// <param name="url">Where the dashboard listens.</param>
    /// <param name="host">The host that is asked for.</param>
    public static bool Allows(string url, string host)
    {
        var own = new Uri(url.Replace("://*", "://0.0.0.0", StringComparison.Ordinal).Replace("://+", "://0.0.0.0", StringComparison.Ordinal)).Host;
        if (IsLoopback(host)) return true;
        return !IsLoopback(own) && (host == own || IPAddress.TryParse(host.Trim('[', ']'), out _) || IsNear(host));
    }

    private static bool IsNear(string host) =>
        !host.Contains('.', StringComparison.Ordinal) || Near.Any(end => host.EndsWith(end, StringComparison.OrdinalIgnoreCase));

    private static bool IsLoopback(string host) =>
        host == "localhost" || host.EndsWith(".localhost", StringComparison.Ordinal) || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));
}
