using DuckBus.Client.Informers;
using DuckBus.Telemetry.Logging;
using Microsoft.Extensions.Logging;

namespace DuckBus.Configuration;

/// <summary>
/// All that can be configured, with its defaults. A name here is a key in <c>appsettings.json</c> (section <c>DuckBus</c>), an
/// environment variable (<c>LogFormat</c> is <c>DUCKBUS_LOG_FORMAT</c>) and a flag (<c>--log-format</c>).
/// </summary>
internal sealed record Settings
{
    private const int DefaultPort = 8081;
    private const int DefaultHttpsPort = 6443;
    private const int DefaultDashboardPort = 8082;
    private const string Off = "off";

    public ProfileName Profile { get; init; } = ProfileName.Stage;

    public SyncMode Sync { get; init; } = SyncMode.Bus;

    public string Strategy { get; init; } = "round-robin";

    public string Data { get; init; } = "./run";

    public int Port { get; init; } = DefaultPort;

    /// <summary>The API server's port for HTTPS; null for 6443, or for the one after a <see cref="Port"/> that somebody chose.</summary>
    public int? HttpsPort { get; init; }

    /// <summary>More names and addresses for the API server's certificate, separated by commas.</summary>
    public string? TlsSan { get; init; }

    /// <summary>Whether the API server serves callers over HTTPS that show no credential.</summary>
    public bool AnonymousAuth { get; init; }

    /// <summary>The network from which services get their addresses.</summary>
    public string ServiceClusterIpRange { get; init; } = "10.96.0.0/16";

    /// <summary>The ports that services get on the nodes, the first and the last.</summary>
    public string ServiceNodePortRange { get; init; } = "30000-32767";

    /// <summary>Networks whose plain HTTP requests need no credentials, besides loopback, separated by commas.</summary>
    public string? PlainHttpFrom { get; init; }

    /// <summary>The domain below which the names of the cluster are.</summary>
    public string ClusterDomain { get; init; } = "cluster.local";

    /// <summary>Where the API server listens; overrides <see cref="Port"/> and <see cref="HttpsPort"/>.</summary>
    public string? Urls { get; init; }

    /// <summary>The API servers, separated by commas.</summary>
    public string Api { get; init; } = "http://localhost:8081";

    public string? Postgres { get; init; }

    public string? RabbitMq { get; init; }

    /// <summary>PostgreSQL when <see cref="Postgres"/> is given, unless it is said here.</summary>
    public StoreChoice? Store { get; init; }

    public RuntimeChoice Runtime { get; init; } = RuntimeChoice.Auto;

    /// <summary>The name of the cluster; null where nobody gave one.</summary>
    public string? Cluster { get; init; }

    /// <summary>The name of the cluster, by which its containers are told apart.</summary>
    public string ClusterName => Cluster ?? "duckbus";

    public int Nodes { get; init; } = 3;

    /// <summary>The name of a kubelet's node.</summary>
    public string? Node { get; init; }

    /// <summary>Where a kubelet serves its own health, metrics and logs.</summary>
    public string Listen { get; init; } = "http://127.0.0.1:0";

    /// <summary>The address under which others reach a node; null to find it out.</summary>
    public string? NodeAddress { get; init; }

    /// <summary>Which part of the imperative cluster a process is.</summary>
    public PushRole Role { get; init; } = PushRole.All;

    /// <summary>How many seconds a node of the imperative cluster may take to answer a command.</summary>
    public int AnswerWithin { get; init; } = 30;

    /// <summary>How many seconds pass between two ticks of the monolith.</summary>
    public int Tick { get; init; } = 5;

    /// <summary>The language of what is shown to an audience.</summary>
    public Language Lang { get; init; } = Language.En;

    /// <summary>The port of the imperative cluster and the monolith of a scene.</summary>
    public int PushPort { get; init; } = 8080;

    /// <summary>A cluster that runs already, for the scenes to be played on.</summary>
    public string? ClusterUrl { get; init; }

    /// <summary>An imperative cluster that runs already, for the scenes to be played on.</summary>
    public string? PushUrl { get; init; }

    /// <summary>Jaeger's page.</summary>
    public string? Jaeger { get; init; }

    /// <summary>Whether scenes wait for Enter before each act.</summary>
    public bool Step { get; init; }

    /// <summary>A file that the table of the race is written to.</summary>
    public string? Write { get; init; }

    /// <summary>A file that takes the output of the programs that scenes start.</summary>
    public string? LogFile { get; init; }

    /// <summary>Stop when standard input ends: whoever started the process holds it, and lets go of it even when killed.</summary>
    public bool StopWithStdin { get; init; }

    public bool StopPodsOnExit { get; init; }

    public LogFormat LogFormat { get; init; } = LogFormat.Text;

    public Verbosity LogLevel { get; init; } = Verbosity.Info;

    /// <summary>Where scheduler and controllers serve health and metrics; nowhere by default.</summary>
    public string? HealthUrl { get; init; }

    /// <summary>Where the dashboard is served: an address, or <c>off</c>; null for the default.</summary>
    public string? DashboardUrl { get; init; }

    /// <summary>The API server's address for whoever looks at the dashboard, where <see cref="Api"/> is one that only parts reach.</summary>
    public string? PublicApiUrl { get; init; }

    /// <summary>The Jaeger that the dashboard links traces to.</summary>
    public string? JaegerUrl { get; init; }

    /// <summary>The clusters that the dashboard shows side by side: <c>NAME=URL</c>, separated by commas.</summary>
    public string? Race { get; init; }

    /// <summary>Whether a whole cluster serves a dashboard too.</summary>
    public bool HasDashboard => DashboardUrl != Off;

    /// <summary>Where the dashboard is served: where somebody said, else on 8082, or two after a <see cref="Port"/> that somebody chose.</summary>
    public string DashboardAddress => DashboardUrl is { } url && url != Off ? url
        : Port == 0 ? "http://127.0.0.1:0"
        : $"http://localhost:{(Port == DefaultPort ? DefaultDashboardPort : Port + 2)}";

    /// <summary>The timings.</summary>
    public Profile Timings => Configuration.Profile.Of(Profile);

    /// <summary>Where the API server listens.</summary>
    public string ListenUrls => Urls
        ?? $"http://localhost:{Port};https://localhost:{HttpsPort ?? (Port == DefaultPort ? DefaultHttpsPort : Port + 1)}";

    /// <summary>Where the API server listens over plain HTTP, which the parts use; empty if it does not.</summary>
    public string PlainUrls => string.Join(';', ListenUrls.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
        .Where(url => url.StartsWith("http://", StringComparison.OrdinalIgnoreCase)));

    /// <summary>The API servers' addresses.</summary>
    public IReadOnlyList<Uri> ApiServers => [.. Api.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
        .Select(address => new Uri(address.TrimEnd('/') + "/"))];

    /// <summary>Whether the truth is in PostgreSQL.</summary>
    public bool UsesPostgres => Store is { } store ? store == StoreChoice.Postgres : Postgres is not null;

    /// <summary>The least level that is logged.</summary>
    public LogLevel Level => (LogLevel)LogLevel;
}
