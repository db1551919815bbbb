using System.Text;

namespace DuckBus.Bench.Reports;

/// <summary>
/// Writes docs/benchmarks.md: the introduction, and a section for each suite, between marks. Other sections, and what stands between
/// and behind them, stay.
/// </summary>
public static class BenchmarksPage
{
    private const string Beginning = """
        # Benchmarks

        Median, and from quartile to quartile in brackets. Each figure stands beside a floor (the same work by the bare engine, database, broker or
        web server, or the part of it that cannot be left out) or a peer, measured in the same run, so that the machine cancels out of the ratio: alternately, A B, B A;
        what is idle in the same seconds; one after the other only a lost node and hollow pods, whose floor is made of what they took. Memory and the processor time
        of a part have no floor in the strict sense: what they are held against is said there.

        The page is written by `make bench` (about five minutes) and `make bench-full`; `--peer KUBECONFIG` adds any Kubernetes to the same
        script of `pods`, `writes` and `reads`. `pods` and `idle` start a Docker engine of their own, and so need root, even where Docker works for your user.

        """;

    /// <summary>The page with the section of a suite put in or replaced.</summary>
    public static string With(string? page, Suite suite, RunFacts facts)
    {
        var first = page?.IndexOf("<!-- suite ", StringComparison.Ordinal) ?? -1;
        var text = first < 0 ? Beginning : $"{Beginning}\n{page![first..].TrimEnd()}\n";
        var (begin, end) = ($"<!-- suite {suite.Name} -->", $"<!-- end of {suite.Name} -->");
        var section = $"{begin}\n{Section(suite, facts)}{end}";
        var from = text.IndexOf(begin, StringComparison.Ordinal);
        var to = text.IndexOf(end, StringComparison.Ordinal);
        return from < 0 || to < from ? $"{text}\n{section}\n" : text[..from] + section + text[(to + end.Length)..];
    }

    private static string Section(Suite suite, RunFacts facts)
    {
        var text = new StringBuilder();
        text.Append($"## {suite.Title}\n\n{suite.Text}\n\n");
        if (suite.Figures.Any(figure => figure.Rivals.Count > 0)) text.Append($"![{suite.Title}](benchmarks/{suite.Name}.svg)\n\n");
        text.Append("| | DuckBus | against | ratio | target |\n|---|---|---|---|---|\n");
        foreach (var figure in suite.Figures) Rows(text, figure);
        text.Append($"\n{facts}\n");
        return text.ToString();
    }

    private static void Rows(StringBuilder text, Figure figure)
    {
        var ours = Statistics.Show(figure.Ours, figure.Unit);
        if (figure.Rivals.Count == 0) text.Append($"| {figure.What} | {ours} | | | {Goal(figure, null)} |\n");
        for (var i = 0; i < figure.Rivals.Count; i++)
        {
            var rival = figure.Rivals[i];
            text.Append($"| {(i == 0 ? figure.What : "")} | {(i == 0 ? ours : "")} | {rival.Name} {Statistics.Show(rival.Values, figure.Unit)} ");
            text.Append($"| {Statistics.Number(figure.Ratio(rival))} × | {(i == 0 && figure.Target is { Against: null } ? Goal(figure, null) : Goal(figure, rival.Name))} |\n");
        }
    }

    /// <summary>The target in short, if it is held against this rival (null: against nothing).</summary>
    public static string Goal(Figure figure, string? rival) => figure.Target is { } target && target.Against == rival
        ? $"{(figure.MoreIsBetter ? "≥" : "≤")} {Statistics.Number(target.Value)}{(rival is null ? $" {figure.Unit}" : " ×")} {(figure.Met ? "✓" : "✗")}"
        : "";
}
