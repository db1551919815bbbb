using System.Globalization;

namespace DuckBus.Bench;

/// <summary>What a run is asked for.</summary>
public sealed record BenchOptions
{
    /// <summary>How to ask.</summary>
    public const string Usage = "DuckBus.Bench [SUITE …] [--full] [--peer KUBECONFIG …] [--image IMAGE] [--hollow PODS …] [--docs DIRECTORY]";

    /// <summary>What the suites need.</summary>
    public const string Needs =
        "pods and idle start a Docker engine of their own, and need root for it, even where Docker works for your user; services takes the engine that answers.";

    private static readonly int[] Quick = [1_000];
    private static readonly int[] Long = [1_000, 5_000, 10_000];

    private IReadOnlyList<int> hollow = [];

    /// <summary>The suites that run.</summary>
    public IReadOnlyList<string> Suites { get; private init; } = [];

    /// <summary>The long run: more rounds, and 5,000 and 10,000 hollow pods.</summary>
    public bool Full { get; private init; }

    /// <summary>Kubeconfigs of other clusters that go through the same script.</summary>
    public IReadOnlyList<string> Peers { get; private init; } = [];

    /// <summary>What their pods run.</summary>
    public string Image { get; private init; } = "duckbus/duck:local";

    /// <summary>Where the page and the plots are written.</summary>
    public string Docs { get; private init; } = "docs";

    /// <summary>How many hollow pods, in turn.</summary>
    public IReadOnlyList<int> HollowPods => hollow.Count > 0 ? hollow : Full ? Long : Quick;

    /// <summary>What a command line asks for.</summary>
    /// <param name="arguments">The command line.</param>
    /// <param name="suites">The suites that there are; all run if it names none.</param>
    /// <exception cref="ArgumentException">It does not say what it should; the message says how to.</exception>
    public static BenchOptions Of(IReadOnlyList<string> arguments, IReadOnlyList<string> suites)
    {
        var options = new BenchOptions();
        for (var i = 0; i < arguments.Count; i++)
        {
            var argument = arguments[i];
            if (argument == "--full") options = options with { Full = true };
            else if (!argument.StartsWith('-'))
                options = suites.Contains(argument) ? options with { Suites = [.. options.Suites, argument] } : throw new ArgumentException($"there is no suite {argument}; there are {string.Join(", ", suites)}");
            else if (argument is not ("--peer" or "--image" or "--hollow" or "--docs"))
                throw new ArgumentException($"{argument} is not known; there are --full, --peer, --image, --hollow and --docs");
            else if (++i == arguments.Count) throw new ArgumentException($"{argument} lacks its value");
            else options = options.With(argument, arguments[i]);
        }

        return options.Suites.Count > 0 ? options : options with { Suites = suites };
    }

    /// <summary>A time that is three times as long in the long run.</summary>
    public TimeSpan Seconds(double quick) => TimeSpan.FromSeconds(Full ? 3 * quick : quick);

    private BenchOptions With(string flag, string value) => flag switch
    {
        "--peer" => this with { Peers = [.. Peers, File.Exists(value) ? value : throw new ArgumentException($"--peer {value}: there is no such file")] },
        "--image" => this with { Image = value },
        "--hollow" => this with { hollow = [.. hollow, Pods(value)] },
        _ => this with { Docs = value },
    };

    private static int Pods(string value) => int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var pods) && pods > 0
        ? pods
        : throw new ArgumentException($"--hollow {value}: a number of pods, 1 or more");
}
