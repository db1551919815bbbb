using System.Net;

namespace DuckBus.Gateway.Tables;

/// <summary>A port of a service, and what is behind it.</summary>
public sealed record PortRoute
{
    /// <summary>The name of the port, if it has one.</summary>
    public string? Name { get; init; }

    /// <summary>TCP or UDP.</summary>
    public TransportProtocol Protocol { get; init; }

    /// <summary>The port that the service offers.</summary>
    public required int Port { get; init; }

    /// <summary>Where new connections go, one after the other. With none, connections are refused.</summary>
    public IReadOnlyList<IPEndPoint> Endpoints { get; init => field = value ?? []; } = [];
}
