using System.CommandLine;

namespace DuckBus.CommandLine;

/// <summary>What to say when the arguments are wrong: what it is, what was meant perhaps, and where to read on. Pure.</summary>
internal static class Misuse
{
    private const int Slips = 2;

    /// <summary>The lines for standard error.</summary>
    public static IReadOnlyList<string> Lines(ParseResult parsed)
    {
        var command = parsed.CommandResult.Command;
        var isRoot = command is RootCommand;
        var name = isRoot ? "duckbus" : $"duckbus {command.Name}";
        if (parsed.UnmatchedTokens is not [var word, ..])
            return [.. parsed.Errors.Select(error => $"duckbus: {OneLine(error.Message)}"), $"Try '{name} --help'."];

        var isOption = word.StartsWith('-');
        var what = isOption ? "unknown option" : isRoot ? "unknown command" : "unexpected argument";
        var known = isOption ? command.Options.Select(option => option.Name) : command.Subcommands.Select(sub => sub.Name);
        return
        [
            Nearest(word, known) is { } meant ? $"duckbus: {what} '{word}'; did you mean '{meant}'?" : $"duckbus: {what} '{word}'",
            $"'{name} --help' lists {(isRoot ? "the commands" : "what there is")}.",
        ];
    }

    /// <summary>The known word that a slip of the finger or two, or an end that was left out, makes of it; null if none is near.</summary>
    public static string? Nearest(string word, IEnumerable<string> known) => known
        .Select(one => (Word: one, Distance: one.StartsWith(word, StringComparison.OrdinalIgnoreCase) ? 1 : Distance(word, one)))
        .Where(one => one.Distance <= Slips && one.Distance < one.Word.Length - 1)
        .OrderBy(one => one.Distance)
        .Select(one => one.Word)
        .FirstOrDefault();

    /// <summary>How many letters have to be put in, left out or changed (Levenshtein).</summary>
    private static int Distance(string from, string to)
    {
        var row = Enumerable.Range(0, to.Length + 1).ToArray();
        for (var i = 1; i <= from.Length; i++)
        {
            var diagonal = row[0]++;
            for (var j = 1; j <= to.Length; j++)
            {
                var changed = diagonal + (from[i - 1] == to[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(changed, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[^1];
    }

    private static string OneLine(string message) =>
        string.Join(' ', message.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
            .Replace("as expected type 'System.Int32'", "as a number", StringComparison.Ordinal);
}
