using System.Net;

namespace DuckBus.Gateway.Control;

/// <summary>Asks to be told when no connection to a pod is in use any more.</summary>
/// <param name="Address">The address of the pod.</param>
/// <param name="Milliseconds">How long to wait at most.</param>
public sealed record DrainRequest(IPAddress Address, int Milliseconds);
