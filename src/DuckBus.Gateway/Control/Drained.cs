using System.Net;

namespace DuckBus.Gateway.Control;

/// <summary>A drain is over.</summary>
/// <param name="Address">The address of the pod.</param>
/// <param name="Open">Connections that are in use all the same; 0 when it ended well.</param>
public sealed record Drained(IPAddress Address, int Open);
