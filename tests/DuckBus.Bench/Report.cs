using DuckBus.Bench.Reports;

namespace DuckBus.Bench;

/// <summary>Takes the figures of a run, and writes them for the terminal and for docs/.</summary>
public sealed class Report(RunFacts facts)
{
    private readonly List<Suite> suites = [];

    /// <summary>Whether every target is met.</summary>
    public bool Met => suites.All(suite => suite.Figures.All(figure => figure.Met));

    /// <summary>Takes a suite, and prints it.</summary>
    public void Add(Suite suite)
    {
        suites.Add(suite);
        Console.WriteLine($"\n{suite.Title}");
        foreach (var figure in suite.Figures)
        {
            var goal = figure.Target is { } target ? BenchmarksPage.Goal(figure, target.Against) : "";
            Console.WriteLine($"  {(figure.Met ? '✓' : '✗')} {figure.What}: {Statistics.Show(figure.Ours, figure.Unit)}  {goal}");
            foreach (var rival in figure.Rivals)
                Console.WriteLine($"      {Statistics.Number(figure.Ratio(rival))} × {rival.Name} {Statistics.Show(rival.Values, figure.Unit)}");
        }
    }

    /// <summary>Writes docs/benchmarks.md and a plot for each suite.</summary>
    public void Write(string docs)
    {
        var page = Path.Combine(docs, "benchmarks.md");
        Directory.CreateDirectory(Path.Combine(docs, "benchmarks"));
        foreach (var suite in suites)
        {
            File.WriteAllText(page, BenchmarksPage.With(File.Exists(page) ? File.ReadAllText(page) : null, suite, facts));
            if (suite.Figures.Any(figure => figure.Rivals.Count > 0)) File.WriteAllText(Path.Combine(docs, "benchmarks", $"{suite.Name}.svg"), BarChart.Draw(suite));
        }

        Console.WriteLine($"\n{(Met ? "All targets are met." : "Not all targets are met.")} Written to {page}");
    }
}
