using DuckBus.Kubelet.Docker;

namespace DuckBus.Scenes;

/// <summary>How scenes are played.</summary>
public sealed record SceneOptions
{
    /// <summary>The <c>duckbus</c> program, of which the scenes start what they need.</summary>
    public required string Program { get; init; }

    /// <summary>Whether the audience reads French.</summary>
    public bool French { get; init; }

    /// <summary>Whether to wait for Enter before each act.</summary>
    public bool Step { get; init; }

    /// <summary>The engine that runs containers; null for files.</summary>
    public DockerEndpoint? Docker { get; init; }

    /// <summary>The port of the declarative cluster's API.</summary>
    public int Port { get; init; } = 8081;

    /// <summary>The port of the imperative cluster and of the monolith.</summary>
    public int PushPort { get; init; } = 8080;

    /// <summary>A cluster that runs already, to be played on instead of one of our own.</summary>
    public Uri? ClusterUrl { get; init; }

    /// <summary>An imperative cluster that runs already.</summary>
    public Uri? PushUrl { get; init; }

    /// <summary>The name of the cluster that runs already, by which its containers are told apart.</summary>
    public string ClusterName { get; init; } = "duckbus";

    /// <summary>The data directory of the cluster that runs already; with files, its nodes are there.</summary>
    public string Data { get; init; } = "./run";

    /// <summary>Where the samples are; null where this is no checkout of DuckBus.</summary>
    public string? Samples { get; init; }

    /// <summary>A broker to use; null starts one where it is installed.</summary>
    public Uri? RabbitMq { get; init; }

    /// <summary>The Jaeger that has the spans of the cluster that runs already; null to read them from its dashboard.</summary>
    public Uri? Jaeger { get; init; }

    /// <summary>The dashboard of the cluster that runs already.</summary>
    public Uri? DashboardUrl { get; init; }

    /// <summary>Where the table of the race is written as Markdown; null for nowhere.</summary>
    public string? Markdown { get; init; }

    /// <summary>A file that the output of all started programs goes to; null for nowhere.</summary>
    public string? LogFile { get; init; }
}
