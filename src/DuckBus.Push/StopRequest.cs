namespace DuckBus.Push;

/// <summary>What to stop.</summary>
public sealed record StopRequest
{
    /// <summary>The name.</summary>
    public string? Name { get; init; }

    /// <summary>Forget it without asking its node, which is gone.</summary>
    public bool Forget { get; init; }
}
