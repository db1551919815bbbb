using System.Globalization;
using DuckBus.Chaos.Plan;

namespace DuckBus.Chaos;

/// <summary>What a run is asked for.</summary>
public sealed record ChaosOptions
{
    private static readonly TimeSpan UsualBound = TimeSpan.FromSeconds(90);

    /// <summary>The seed of the plan.</summary>
    public required int Seed { get; init; }

    /// <summary>How long things break.</summary>
    public TimeSpan Time { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How long the cluster may take to converge when all is healed.</summary>
    public TimeSpan Bound { get; init; } = UsualBound;

    /// <summary>Whether scheduler and controllers have a second instance.</summary>
    public bool Standbys { get; init; }

    /// <summary>What may break.</summary>
    public IReadOnlyCollection<FaultKind> Kinds { get; init; } = Enum.GetValues<FaultKind>();

    /// <summary>Words of which the name of a connection has one if it may break, such as <c>docker</c>; none for all.</summary>
    public IReadOnlyCollection<string> Links { get; init; } = [];

    /// <summary>Where the log of the parts goes; null for nowhere.</summary>
    public string? Logs { get; init; }

    /// <summary>The command that makes the same plan for the same world again.</summary>
    public string Replay
    {
        get
        {
            List<string> more = [];
            if (Bound != UsualBound) more.Add($"--bound {Number(Bound)}");
            if (Kinds.Distinct().Count() < Enum.GetValues<FaultKind>().Length) more.Add($"--faults {string.Join(',', Kinds)}");
            if (Links.Count > 0) more.Add($"--links {string.Join(',', Links)}");
            if (Standbys) more.Add("--standbys");
            return $"make chaos SEED={Seed} TIME={Number(Time)}" + (more.Count > 0 ? $" ARGS=\"{string.Join(' ', more)}\"" : "");
        }
    }

    private static string Number(TimeSpan time) => time.TotalSeconds.ToString("0.###", CultureInfo.InvariantCulture);
}
