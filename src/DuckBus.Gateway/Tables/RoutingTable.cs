using System.Net;

namespace DuckBus.Gateway.Tables;

/// <summary>All that a gateway needs to know: where each service is, what is behind it, and by which names it goes.</summary>
public sealed record RoutingTable
{
    /// <summary>The cluster that the table is of: the uid of its <c>default/kubernetes</c> service. Tables of different clusters cannot be compared.</summary>
    public string Origin { get; init; } = "";

    /// <summary>How much of the cluster's history is in it.</summary>
    public TableRevision Revision { get; init; } = new(0, 0);

    /// <summary>The domain below which the names of the cluster are.</summary>
    public string ClusterDomain { get; init; } = "cluster.local";

    /// <summary>Where names are answered; null for nowhere.</summary>
    public IPAddress? DnsAddress { get; init; }

    /// <summary>The services.</summary>
    public IReadOnlyList<ServiceRoute> Services { get; init; } = [];
}
