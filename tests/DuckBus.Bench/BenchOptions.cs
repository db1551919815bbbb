namespace DuckBus.Bench;

/// <summary>What a run is asked for.</summary>
public sealed record BenchOptions
{
    private static readonly int[] Quick = [1_000];
    private static readonly int[] Long = [1_000, 5_000, 10_000];

    /// <summary>The suites that run.</summary>
    public required IReadOnlyList<string> Suites { get; init; }

    /// <summary>The long run: more rounds, and 5,000 and 10,000 hollow pods.</summary>
    public bool Full { get; init; }

    /// <summary>Kubeconfigs of other clusters that go through the same script.</summary>
    public IReadOnlyList<string> Peers { get; init; } = [];

    /// <summary>What their pods run.</summary>
    public required string Image { get; init; }

    /// <summary>Where the page and the plots are written.</summary>
    public required string Docs { get; init; }

    /// <summary>How many hollow pods, in turn, if that was said.</summary>
    public IReadOnlyList<int> Hollow { get; init; } = [];

    /// <summary>How many hollow pods, in turn.</summary>
    public IReadOnlyList<int> HollowPods => Hollow.Count > 0 ? Hollow : Full ? Long : Quick;

    /// <summary>A time that is three times as long in the long run.</summary>
    public TimeSpan Seconds(double quick) => TimeSpan.FromSeconds(Full ? 3 * quick : quick);
}
