using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using DuckBus.Chaos.Plan;

namespace DuckBus.Chaos;

/// <summary>The command line of chaos: what <c>--help</c> shows.</summary>
public sealed class ChaosCommand
{
    private const string About =
        "Starts a whole cluster with servers and an engine of its own, breaks it for a time, mends it, and checks what must hold. Needs root. Exit code 0: all held; 1: something was violated; 2: the run itself failed.";

    private static readonly string Faults = string.Join(", ", Enum.GetNames<FaultKind>());

    private readonly Option<int?> seed = new("--seed") { HelpName = "NUMBER", Description = "The plan of this number, to meet a failure again. Any if it is left out." };
    private readonly Option<TimeSpan?> time = new("--time") { HelpName = "SECONDS", Description = "How long things break. [default: 60]", CustomParser = Seconds };
    private readonly Option<TimeSpan?> bound = new("--bound") { HelpName = "SECONDS", Description = "How long the cluster may take to be as declared when all is mended. [default: 90]", CustomParser = Seconds };
    private readonly Option<FaultKind[]> faults = new("--faults") { HelpName = "KINDS", Description = $"What may break, with commas between: {Faults}. All if it is left out.", CustomParser = Kinds };
    private readonly Option<string[]> links = new("--links") { HelpName = "WORDS", Description = "Only connections with one of these words in their name break, with commas between: docker,rabbitmq.", CustomParser = Words };
    private readonly Option<bool> standbys = new("--standbys") { Description = "Scheduler and controllers have a second instance." };
    private readonly Option<string?> logs = new("--logs") { HelpName = "DIRECTORY", Description = "Where the logs of the parts are written in the end." };
    private readonly RootCommand root;

    /// <summary>Makes it.</summary>
    public ChaosCommand()
    {
        seed.CustomParser = parsed => int.TryParse(Text(parsed), CultureInfo.InvariantCulture, out var number) ? number : Wrong<int?>(parsed, $"--seed {Text(parsed)}: a seed is a whole number");
        root = new RootCommand(About) { seed, time, bound, faults, links, standbys, logs };
    }

    /// <summary>What a command line asks for.</summary>
    /// <param name="arguments">The command line.</param>
    /// <param name="any">The seed where it names none.</param>
    /// <exception cref="ArgumentException">It does not say what it should; the message says how to.</exception>
    public ChaosOptions Parse(IReadOnlyList<string> arguments, int any)
    {
        var parsed = root.Parse(arguments);
        string[] wrong = parsed.UnmatchedTokens.Count > 0
            ? [.. parsed.UnmatchedTokens.Select(word => $"{word} is not known; there are --seed, --time, --bound, --faults, --links, --standbys and --logs")]
            : [.. parsed.Errors.Select(error => error.Message)];
        if (wrong.Length > 0) throw new ArgumentException(string.Join('\n', wrong));
        var options = new ChaosOptions { Seed = parsed.GetValue(seed) ?? any, Standbys = parsed.GetValue(standbys), Links = parsed.GetValue(links) ?? [], Logs = parsed.GetValue(logs) };
        return options with
        {
            Time = parsed.GetValue(time) ?? options.Time,
            Bound = parsed.GetValue(bound) ?? options.Bound,
            Kinds = parsed.GetValue(faults) is { Length: > 0 } some ? some : options.Kinds,
        };
    }

    /// <summary>Shows what there is, or the version, if that is asked for.</summary>
    public bool Shows(IReadOnlyList<string> arguments)
    {
        var parsed = root.Parse(arguments);
        if (parsed.Errors.Count > 0 || parsed.Action is null) return false;
        parsed.Invoke();
        return true;
    }

    private static TimeSpan? Seconds(ArgumentResult parsed) => double.TryParse(Text(parsed), CultureInfo.InvariantCulture, out var seconds) && seconds is > 0 and < 1e6
        ? TimeSpan.FromSeconds(seconds)
        : Wrong<TimeSpan?>(parsed, $"{((OptionResult)parsed.Parent!).Option.Name} {Text(parsed)}: say it in seconds, more than 0");

    private static FaultKind[] Kinds(ArgumentResult parsed) => [.. Words(parsed).Select(name => Enum.TryParse<FaultKind>(name, ignoreCase: true, out var kind) && Enum.IsDefined(kind)
        ? kind
        : Wrong<FaultKind>(parsed, $"--faults {name}: there are {Faults}"))];

    private static string[] Words(ArgumentResult parsed) => Text(parsed).Split(',');

    private static string Text(ArgumentResult parsed) => parsed.Tokens[^1].Value;

    private static T? Wrong<T>(ArgumentResult parsed, string message)
    {
        parsed.AddError(message);
        return default;
    }
}
