namespace DuckBus.Gateway.Control;

/// <summary>A line from the gateway: one of these.</summary>
public sealed record ControlAnswer
{
    /// <summary>What is in force: the first line of each control stream, and the answer to each table.</summary>
    public Applied? Applied { get; init; }

    /// <summary>The answer to a <see cref="DrainRequest"/>.</summary>
    public Drained? Drained { get; init; }

    /// <summary>Somebody else drains a pod: whoever has connections to it on node ports says when those are done.</summary>
    public DrainRequest? Drain { get; init; }

    /// <summary>The line before could not be understood, and why.</summary>
    public string? Problem { get; init; }
}
