using System.Text;

namespace DuckBus.Bench.Reports;

/// <summary>Writes docs/benchmarks.md: a section for each suite, between marks. What stands outside and other sections stay.</summary>
public static class BenchmarksPage
{
    private const string Beginning = """
        # Benchmarks

        Each figure stands beside a floor (the same work by the bare engine, database or broker) or a peer, measured alternately in the
        same run, so that the machine cancels out: median, and from quartile to quartile in brackets. The sections are written by
        `make bench` (about five minutes) and `make bench-full`; `--peer KUBECONFIG` adds any Kubernetes to the same script.

        """;

    /// <summary>The page with the section of a suite put in or replaced.</summary>
    public static string With(string? page, Suite suite, RunFacts facts)
    {
        var text = string.IsNullOrWhiteSpace(page) ? Beginning : page.TrimEnd() + "\n";
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
