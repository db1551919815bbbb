using System.Globalization;
using System.Text;
using Spectre.Console;

namespace DuckBus.Scenes.Races;

/// <summary>The results of a race as a table, for the screen and for a file. Pure.</summary>
internal static class RaceTable
{
    private static readonly string[] English = ["", "start 9", "crash 3", "lose a node", "messages", "API calls", "containers lost"];
    private static readonly string[] French = ["", "démarrer 9", "en tuer 3", "perdre un nœud", "messages", "appels d'API", "conteneurs perdus"];

    /// <summary>For the projector.</summary>
    public static Table OnScreen(IReadOnlyList<RaceResult> results, bool french)
    {
        var table = new Table().Border(TableBorder.Rounded);
        foreach (var (index, head) in (french ? French : English).Index())
            table.AddColumn(index == 0 ? new TableColumn(head) : new TableColumn($"[bold]{Markup.Escape(head)}[/]").RightAligned());
        foreach (var result in results)
            table.AddRow([.. Cells(result, french ? "jamais" : "never").Select((cell, index) => new Markup(index == 0 ? $"[bold]{Markup.Escape(cell)}[/]" : Markup.Escape(cell)))]);
        return table;
    }

    /// <summary>For a file.</summary>
    public static string Markdown(IReadOnlyList<RaceResult> results)
    {
        var text = new StringBuilder().Append("| design | ").AppendJoin(" | ", English[1..]).Append(" |\n");
        text.Append("|---|").Append(string.Concat(Enumerable.Repeat("---:|", English.Length - 1))).Append('\n');
        foreach (var result in results) text.Append("| ").AppendJoin(" | ", Cells(result, "never")).Append(" |\n");
        return text.ToString();
    }

    private static IEnumerable<string> Cells(RaceResult result, string never) =>
    [
        result.Design, Seconds(result.Start, never), Seconds(result.Crash, never), Seconds(result.Node, never),
        Number(result.Messages), Number(result.ApiCalls), Number(result.Lost),
    ];

    private static string Seconds(TimeSpan? time, string never) => time is { } took ? took.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture) + " s" : never;

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);
}
