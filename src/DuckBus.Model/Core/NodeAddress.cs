using DuckBus.Model.Meta;

namespace DuckBus.Model.Core;

/// <summary>NodeAddress contains information for the node's address.</summary>
public sealed record NodeAddress : Extensible
{
    /// <summary>Hostname, InternalIP or ExternalIP.</summary>
    public string Type { get; init; } = "";

    /// <summary>The node address.</summary>
    public string Address { get; init; } = "";
}
