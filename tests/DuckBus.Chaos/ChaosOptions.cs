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

    /// <summary>What a command line asks for: <c>--seed 7 --time 60 --bound 90 --faults KillPart,StopBroker --links docker --standbys --logs DIRECTORY</c>.</summary>
    /// <param name="arguments">The command line. A flag with an empty value is as if it were not there.</param>
    /// <param name="seed">The seed where it names none.</param>
    /// <exception cref="ArgumentException">It does not say what it should; the message says how to.</exception>
    public static ChaosOptions Of(IReadOnlyList<string> arguments, int seed)
    {
        var options = new ChaosOptions { Seed = seed };
        for (var i = 0; i < arguments.Count; i++)
        {
            var flag = arguments[i];
            if (flag == "--standbys") options = options with { Standbys = true };
            else if (flag is not ("--seed" or "--time" or "--bound" or "--faults" or "--links" or "--logs"))
                throw new ArgumentException($"{flag} is not known; there are --seed, --time, --bound, --faults, --links, --standbys and --logs");
            else if (++i == arguments.Count) throw new ArgumentException($"{flag} lacks its value");
            else if (arguments[i].Length > 0) options = options.With(flag, arguments[i]);
        }

        return options;
    }

    private ChaosOptions With(string flag, string value) => flag switch
    {
        "--seed" => this with { Seed = int.TryParse(value, CultureInfo.InvariantCulture, out var seed) ? seed : throw new ArgumentException($"--seed {value}: a seed is a whole number") },
        "--time" => this with { Time = Seconds(flag, value) },
        "--bound" => this with { Bound = Seconds(flag, value) },
        "--faults" => this with { Kinds = [.. value.Split(',').Select(Fault)] },
        "--links" => this with { Links = value.Split(',') },
        _ => this with { Logs = value },
    };

    private static TimeSpan Seconds(string flag, string value) => double.TryParse(value, CultureInfo.InvariantCulture, out var seconds) && seconds is > 0 and < 1e6
        ? TimeSpan.FromSeconds(seconds)
        : throw new ArgumentException($"{flag} {value}: say it in seconds, more than 0");

    private static FaultKind Fault(string name) => Enum.TryParse<FaultKind>(name, ignoreCase: true, out var kind) && Enum.IsDefined(kind)
        ? kind
        : throw new ArgumentException($"--faults {name}: there are {string.Join(", ", Enum.GetNames<FaultKind>())}");

    private static string Number(TimeSpan time) => time.TotalSeconds.ToString("0.###", CultureInfo.InvariantCulture);
}
