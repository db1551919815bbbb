using DuckBus.Client.Informers;

namespace DuckBus.Client.Controllers;

/// <summary>How a part of controllers runs.</summary>
public sealed record LeadingPartOptions
{
    /// <summary>The name of the part: of its lease, of its events and of its log lines.</summary>
    public required string Name { get; init; }

    /// <summary>Whether several instances agree on one that works. Off: this one works at once.</summary>
    public bool LeaderElection { get; init; } = true;

    /// <summary>Who this instance is among several; a unique name is made up if this is null.</summary>
    public string? Identity { get; init; }

    /// <summary>How long the others wait after the leader was last heard of.</summary>
    public TimeSpan LeaseDuration { get; init; } = TimeSpan.FromSeconds(4);

    /// <summary>How changes are learned.</summary>
    public InformerOptions Informers { get; init; } = new();
}
