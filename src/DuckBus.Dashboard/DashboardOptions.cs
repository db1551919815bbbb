using DuckBus.Client.Informers;
using DuckBus.Dashboard.Races;

namespace DuckBus.Dashboard;

/// <summary>How the dashboard runs.</summary>
public sealed record DashboardOptions
{
    /// <summary>Where it listens: <c>http://localhost:8082</c>.</summary>
    public required string Url { get; init; }

    /// <summary>The name of the cluster, for the title.</summary>
    public string Cluster { get; init; } = "duckbus";

    /// <summary>The API server's address as whoever looks at the page reaches it, for the commands that it shows.</summary>
    public string Api { get; init; } = "http://localhost:8081";

    /// <summary>How changes are learned.</summary>
    public SyncMode Sync { get; init; } = SyncMode.Bus;

    /// <summary>Time between two full lists.</summary>
    public TimeSpan Resync { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>The Jaeger that traces are linked to; null for none.</summary>
    public string? Jaeger { get; init; }

    /// <summary>The clusters that the page of the race shows.</summary>
    public IReadOnlyList<Runner> Race { get; init; } = [];
}
