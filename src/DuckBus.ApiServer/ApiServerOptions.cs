using System.Net;

namespace DuckBus.ApiServer;

/// <summary>How an API server runs. The defaults are those of the stage.</summary>
public sealed record ApiServerOptions
{
    /// <summary>Where it listens, over HTTP and HTTPS, separated by semicolons. Port 0 takes a free one (with an address, not with <c>localhost</c>).</summary>
    public string Urls { get; init; } = "http://localhost:8081";

    /// <summary>Networks whose plain HTTP requests count as made at this machine, besides loopback: where only friends can be.</summary>
    public IReadOnlyList<IPNetwork> PlainHttpFrom { get; init; } = [];

    /// <summary>Where the keys and certificates are; null keeps them in memory, for as long as the server runs.</summary>
    public string? KeyDirectory { get; init; }

    /// <summary>Names and addresses that the server's certificate has besides its own.</summary>
    public IReadOnlyList<string> CertificateNames { get; init; } = [];

    /// <summary>Whether requests over HTTPS are served that show no credential.</summary>
    public bool AnonymousAuth { get; init; }

    /// <summary>The network from which services get their addresses; the same for all servers of a cluster.</summary>
    public string ServiceNetwork { get; init; } = "10.96.0.0/16";

    /// <summary>The lowest port of the nodes that services get.</summary>
    public int FirstNodePort { get; init; } = 30_000;

    /// <summary>The highest port of the nodes that services get.</summary>
    public int LastNodePort { get; init; } = 32_767;

    /// <summary>The largest body of a request, in bytes.</summary>
    public int BodyLimit { get; init; } = 3 * 1024 * 1024;

    /// <summary>How long the change log reaches back at least.</summary>
    public TimeSpan CompactionAge { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How many changes the log keeps at least, however old.</summary>
    public int CompactionKeep { get; init; } = 10_000;

    /// <summary>Time between two compactions.</summary>
    public TimeSpan CompactionInterval { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Time between two looks whether the service <c>kubernetes</c> and the namespaces of every cluster are there.</summary>
    public TimeSpan BootstrapInterval { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long an Event is kept after its last occurrence.</summary>
    public TimeSpan EventTimeToLive { get; init; } = TimeSpan.FromHours(1);

    /// <summary>How many changes of a kind are kept in memory for watches that start in the past.</summary>
    public int WatchWindow { get; init; } = 1_000;

    /// <summary>How many changes may wait for a slow watcher before its stream is ended; it lists again then.</summary>
    public int WatchQueue { get; init; } = 8_192;

    /// <summary>Time between two bookmarks of a watch that asked for them.</summary>
    public TimeSpan BookmarkInterval { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>How long a watch lives that names no timeout; up to twice that, so that not all end together.</summary>
    public TimeSpan WatchTimeout { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>Time between two tries to publish while the broker is gone.</summary>
    public TimeSpan RelayRetry { get; init; } = TimeSpan.FromSeconds(1);
}
