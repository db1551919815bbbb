namespace DuckBus.Bench;

/// <summary>The figures of one run, each with what it is held against.</summary>
public sealed class Report
{
    private readonly List<(string What, string Measured, string Target, bool Met)> rows = [];

    /// <summary>Whether every target is met.</summary>
    public bool Met => rows.All(row => row.Met);

    public void Add(string what, string measured, string target, bool met)
    {
        rows.Add((what, measured, target, met));
        Console.WriteLine($"  {(met ? "✓" : "✗")} {what}: {measured}  (target {target})");
    }

    public void Print()
    {
        Console.WriteLine();
        var width = rows.Count == 0 ? 0 : rows.Max(row => row.What.Length);
        foreach (var (what, measured, target, met) in rows) Console.WriteLine($"{(met ? "✓" : "✗")} {what.PadRight(width)}  {measured}  target {target}");
        Console.WriteLine(Met ? "\nAll targets are met." : "\nNot all targets are met.");
    }

    /// <summary>Median, and the spread between the quartiles, in milliseconds.</summary>
    public static string Show(IReadOnlyList<double> milliseconds) =>
        $"{Quantile(milliseconds, 0.5):0} ms ({Quantile(milliseconds, 0.25):0}–{Quantile(milliseconds, 0.75):0})";

    public static double Median(IReadOnlyList<double> values) => Quantile(values, 0.5);

    private static double Quantile(IReadOnlyList<double> values, double q)
    {
        var sorted = values.Order().ToList();
        var at = q * (sorted.Count - 1);
        var low = (int)Math.Floor(at);
        return sorted[low] + (sorted[Math.Min(low + 1, sorted.Count - 1)] - sorted[low]) * (at - low);
    }
}
