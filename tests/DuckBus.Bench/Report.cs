using DuckBus.Bench.Reports;

namespace DuckBus.Bench;

/// <summary>Takes the figures of a run, and writes them into the documentation.</summary>
public sealed class Report(RunFacts facts, string docs)
{
    private readonly List<Suite> suites = [];

    /// <summary>Whether every target is met.</summary>
    public bool Met => suites.All(suite => suite.Figures.All(figure => figure.Met));

    /// <summary>Whether anything is written.</summary>
    public bool Written => suites.Count > 0;

    /// <summary>Takes a suite into docs/benchmarks.md, with a plot of its own.</summary>
    public void Add(Suite suite)
    {
        var page = Path.Combine(docs, "benchmarks.md");
        Directory.CreateDirectory(Path.Combine(docs, "benchmarks"));
        File.WriteAllText(page, BenchmarksPage.With(File.Exists(page) ? File.ReadAllText(page) : null, suite, facts));
        if (suite.Figures.Any(figure => figure.Rivals.Count > 0)) File.WriteAllText(Path.Combine(docs, "benchmarks", $"{suite.Name}.svg"), BarChart.Draw(suite));
        suites.Add(suite);
    }
}
