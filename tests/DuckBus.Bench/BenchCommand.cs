using System.CommandLine;
using System.Globalization;

namespace DuckBus.Bench;

/// <summary>The command line of the bench: what <c>--help</c> shows.</summary>
public sealed class BenchCommand
{
    private const string About =
        "Measures DuckBus beside floors and peers in the same run, and writes docs/benchmarks.md. pods and idle start a Docker engine of their own, and need root for it, even where Docker works for your user; services takes the engine that answers.";

    private readonly Argument<string[]> suites = new("suite") { Arity = ArgumentArity.ZeroOrMore };
    private readonly Option<bool> full = new("--full") { Description = "The long run: more rounds, the parts by themselves, and up to 10,000 hollow pods." };
    private readonly Option<string[]> peers = new("--peer") { HelpName = "KUBECONFIG", Description = "Another cluster that goes through the same script of pods, writes and reads. May be said again." };
    private readonly Option<string> image = new("--image") { HelpName = "IMAGE", Description = "What the pods of --peer run.", DefaultValueFactory = _ => "duckbus/duck:local" };
    private readonly Option<int[]> hollow = new("--hollow") { HelpName = "PODS", Description = "How many hollow pods scale brings up, instead of 1,000. May be said again." };
    private readonly Option<string> docs = new("--docs") { HelpName = "DIRECTORY", Description = "Where the page and the plots are written.", DefaultValueFactory = _ => "docs" };
    private readonly IReadOnlyList<string> names;
    private readonly RootCommand root;

    /// <summary>For these suites, which all run if none is named.</summary>
    public BenchCommand(IReadOnlyList<string> names)
    {
        this.names = names;
        root = new RootCommand(About) { suites, full, peers, image, hollow, docs };
        suites.Description = $"What runs: {string.Join(", ", names)}; all of them if none is named.";
        Check(suites, word => word.StartsWith('-') ? $"{word} is not known; there are --full, --peer, --image, --hollow and --docs"
            : names.Contains(word) ? null : $"there is no suite {word}; there are {string.Join(", ", names)}");
        Check(peers, file => File.Exists(file) ? null : $"--peer {file}: there is no such file");
        hollow.CustomParser = parsed => [.. parsed.Tokens.Select(token =>
        {
            if (int.TryParse(token.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var pods) && pods > 0) return pods;
            parsed.AddError($"--hollow {token.Value}: a number of pods, 1 or more");
            return 0;
        })];
    }

    /// <summary>What a command line asks for.</summary>
    /// <exception cref="ArgumentException">It does not say what it should; the message says how to.</exception>
    public BenchOptions Parse(IReadOnlyList<string> arguments)
    {
        var parsed = root.Parse(arguments);
        if (parsed.Errors.Count > 0) throw new ArgumentException(string.Join('\n', parsed.Errors.Select(error => error.Message)));
        return new BenchOptions
        {
            Suites = parsed.GetValue(suites) is { Length: > 0 } some ? some : names,
            Full = parsed.GetValue(full),
            Peers = parsed.GetValue(peers) ?? [],
            Image = parsed.GetRequiredValue(image),
            Hollow = parsed.GetValue(hollow) ?? [],
            Docs = parsed.GetRequiredValue(docs),
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

    private static void Check(Argument argument, Func<string, string?> wrong) => argument.Validators.Add(parsed =>
    {
        foreach (var token in parsed.Tokens)
            if (wrong(token.Value) is { } message) parsed.AddError(message);
    });

    private static void Check(Option option, Func<string, string?> wrong) => option.Validators.Add(parsed =>
    {
        foreach (var token in parsed.Tokens)
            if (wrong(token.Value) is { } message) parsed.AddError(message);
    });
}
