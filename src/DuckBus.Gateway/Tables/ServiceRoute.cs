using System.Net;

namespace DuckBus.Gateway.Tables;

/// <summary>A service.</summary>
public sealed record ServiceRoute
{
    /// <summary>Its namespace.</summary>
    public required string Namespace { get; init; }

    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>Its address in the cluster; null for a headless service and for an external name.</summary>
    public IPAddress? Address { get; init; }

    /// <summary>The host that it is another name for, or null.</summary>
    public string? ExternalName { get; init; }

    /// <summary>How long a client comes to the same endpoint after its last connection, in seconds; null for no affinity.</summary>
    public int? AffinitySeconds { get; init; }

    /// <summary>Its ports.</summary>
    public IReadOnlyList<PortRoute> Ports { get; init => field = value ?? []; } = [];

    /// <summary>What its name stands for if it is headless.</summary>
    public IReadOnlyList<HostRecord> Hosts { get; init => field = value ?? []; } = [];
}
