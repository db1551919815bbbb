using DuckBus.Client.Informers;
using DuckBus.Gateway;

namespace DuckBus.Proxy;

/// <summary>How a proxy works. The defaults are those of the stage profile.</summary>
public sealed record ProxyOptions
{
    /// <summary>The nodes of this process; traffic with the policy <c>Local</c> goes to pods on these only.</summary>
    public required IReadOnlyList<string> Nodes { get; init; }

    /// <summary>The networks of the cluster.</summary>
    public ServiceRange Range { get; init; } = ServiceRange.Parse("10.96.0.0/16");

    /// <summary>The domain below which the names of the cluster are.</summary>
    public string ClusterDomain { get; init; } = "cluster.local";

    /// <summary>Whether all nodes of this machine are in this process, so that a node port that is taken is taken by a stranger.</summary>
    public bool Alone { get; init; }

    /// <summary>How changes are learned.</summary>
    public SyncMode Sync { get; init; } = SyncMode.Bus;

    /// <summary>Time between two full lists, and between two tries of what did not work.</summary>
    public TimeSpan Resync { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>The port on which the gateway answers names.</summary>
    internal int DnsPort { get; init; } = 53;
}
