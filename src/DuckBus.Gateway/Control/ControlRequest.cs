using DuckBus.Gateway.Tables;

namespace DuckBus.Gateway.Control;

/// <summary>A line to the gateway: one of these. An empty one asks what is in force, and is answered by <see cref="Applied"/>.</summary>
public sealed record ControlRequest
{
    /// <summary>Route like this from now on. Answered by <see cref="Applied"/>.</summary>
    public RoutingTable? Table { get; init; }

    /// <summary>Say when a pod is left by all. Answered by <see cref="Drained"/>, when it is so far; other requests are answered meanwhile.</summary>
    public DrainRequest? Drain { get; init; }

    /// <summary>The answer to a <see cref="ControlAnswer.Drain"/>.</summary>
    public Drained? Drained { get; init; }
}
