using System.Net;

namespace DuckBus.Testing.Cluster;

/// <summary>What a cluster of a test is made of, where it is not the usual.</summary>
public sealed record TestClusterOptions
{
    /// <summary>Whether the parts export traces.</summary>
    public bool Traces { get; init; } = true;

    /// <summary>Whether scheduler and controllers have a second instance that waits to take over.</summary>
    public bool Standbys { get; init; }

    /// <summary>Whether there is a dashboard.</summary>
    public bool Dashboard { get; init; }

    /// <summary>How a PostgreSQL of the cluster's own is started.</summary>
    public Func<Task<PostgresServer>> Postgres { get; init; } = () => PostgresServer.StartAsync();

    /// <summary>How long nodes may take to be Ready, and a first container to run.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>More flags for all parts but the API servers: <c>--sync poll</c>.</summary>
    public IReadOnlyList<string> Flags { get; init; } = [];

    /// <summary>Whether events bring news at once, which is waited for at the start.</summary>
    public bool Events => !Flags.Contains("poll");

    /// <summary>The engine of the nodes; null for the one that all tests share. The caller disposes it.</summary>
    public DockerEngine? Engine { get; init; }

    /// <summary>Where a kubelet keeps its data, by node; null for a directory that goes with the cluster.</summary>
    public Func<string, string>? Data { get; init; }

    /// <summary>The port on loopback by which a part reaches a server (<c>apiserver-1</c>, <c>postgres</c>, <c>rabbitmq</c>) that listens on a port.</summary>
    public Func<string, string, int, int>? Via { get; init; }

    /// <summary>The address by which a node reaches the engine.</summary>
    public Func<string, Uri, Uri>? ToEngine { get; init; }

    /// <summary>The address by which others reach the kubelet of a node, whose port it is.</summary>
    public Func<string, int, IPAddress>? ToNode { get; init; }
}
