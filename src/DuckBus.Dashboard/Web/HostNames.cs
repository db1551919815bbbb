using System.Net;

namespace DuckBus.Dashboard.Web;

/// <summary>
/// The names by which a dashboard on loopback may be asked for. A foreign site that has its own name point to 127.0.0.1 would
/// otherwise get a page whose buttons break things. Pure.
/// </summary>
internal static class HostNames
{
    /// <summary>Whether a request that asks for this host is for us.</summary>
    /// <param name="url">Where the dashboard listens.</param>
    /// <param name="host">The host that is asked for.</param>
    public static bool Allows(string url, string host)
    {
        var own = new Uri(url.Replace("://*", "://0.0.0.0", StringComparison.Ordinal).Replace("://+", "://0.0.0.0", StringComparison.Ordinal)).Host;
        return !IsLoopback(own) || IsLoopback(host);
    }

    private static bool IsLoopback(string host) =>
        host == "localhost" || host.EndsWith(".localhost", StringComparison.Ordinal) || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));
}
