namespace DuckBus.Bench.Reports;

/// <summary>One figure of DuckBus with what it is held against.</summary>
public sealed record Figure
{
    /// <summary>What was measured: <c>one pod, POST to Running</c>.</summary>
    public required string What { get; init; }

    /// <summary><c>ms</c>, <c>/s</c>, <c>MB</c>, <c>%</c>.</summary>
    public required string Unit { get; init; }

    /// <summary>Whether a greater value is the better one.</summary>
    public bool MoreIsBetter { get; init; }

    /// <summary>What DuckBus reached, one a round.</summary>
    public required IReadOnlyList<double> Ours { get; init; }

    /// <summary>Floors first, then peers.</summary>
    public IReadOnlyList<Rival> Rivals { get; init; } = [];

    /// <summary>What it should reach; null if nothing was promised.</summary>
    public Target? Target { get; init; }

    /// <summary>The median of DuckBus over the median of the rival.</summary>
    public double Ratio(Rival rival) => Statistics.Median(Ours) / Statistics.Median(rival.Values);

    /// <summary>Whether the target is met; true without one, and where its rival was not measured.</summary>
    public bool Met => Target is null || Reached is not { } reached || (MoreIsBetter ? reached >= Target.Value : reached <= Target.Value);

    private double? Reached => Target!.Against is null ? Statistics.Median(Ours)
        : Rivals.FirstOrDefault(rival => rival.Name == Target.Against) is { } rival ? Ratio(rival) : null;
}
