using DuckBus.Chaos.Plan;

namespace DuckBus.Chaos;

/// <summary>What a run is asked for.</summary>
public sealed record ChaosOptions
{
    /// <summary>The seed of the plan.</summary>
    public required int Seed { get; init; }

    /// <summary>How long things break.</summary>
    public required TimeSpan Time { get; init; }

    /// <summary>How long the cluster may take to converge when all is healed.</summary>
    public TimeSpan Bound { get; init; } = TimeSpan.FromSeconds(90);

    /// <summary>Whether scheduler and controllers have a second instance.</summary>
    public bool Standbys { get; init; }

    /// <summary>What may break.</summary>
    public IReadOnlyCollection<FaultKind> Kinds { get; init; } = Enum.GetValues<FaultKind>();

    /// <summary>Where the log of the parts goes; null for nowhere.</summary>
    public string? Logs { get; init; }
}
