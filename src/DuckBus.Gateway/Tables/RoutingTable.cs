using System.Net;

namespace DuckBus.Gateway.Tables;

/// <summary>All that a gateway needs to know: where each service is, what is behind it, and by which names it goes.</summary>
/// <remarks>What a line of JSON leaves out is null to the generated reader, whatever the property starts with.</remarks>
public sealed record RoutingTable
{
    /// <summary>The cluster that the table is of: the uid of its <c>default/kubernetes</c> service. Tables of different clusters cannot be compared.</summary>
    public string Origin { get; init => field = value ?? ""; } = "";

    /// <summary>How much of the cluster's history is in it.</summary>
    public TableRevision Revision { get; init => field = value ?? new(0, 0); } = new(0, 0);

    /// <summary>The domain below which the names of the cluster are.</summary>
    public string ClusterDomain { get; init => field = value ?? "cluster.local"; } = "cluster.local";

    /// <summary>Where names are answered; null for nowhere.</summary>
    public IPAddress? DnsAddress { get; init; }

    /// <summary>The services.</summary>
    public IReadOnlyList<ServiceRoute> Services { get; init => field = value ?? []; } = [];
}
