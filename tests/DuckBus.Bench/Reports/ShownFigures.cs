using System.Collections.ObjectModel;

namespace DuckBus.Bench.Reports;

/// <summary>Figures that are on the terminal as soon as they are known: what ends a run early does not take them along.</summary>
public sealed class ShownFigures : Collection<Figure>
{
    /// <summary>Takes several.</summary>
    public void Add(IEnumerable<Figure> figures)
    {
        foreach (var figure in figures) Add(figure);
    }

    /// <inheritdoc />
    protected override void InsertItem(int index, Figure item)
    {
        base.InsertItem(index, item);
        var mark = item.Target is null ? '·' : item.Met ? '✓' : '✗';
        var goal = item.Target is { } target ? $"  {BenchmarksPage.Goal(item, target.Against).TrimEnd('✓', '✗', ' ')}" : "";
        Console.WriteLine($"  {mark} {item.What}: {Statistics.Show(item.Ours, item.Unit)}{goal}");
        foreach (var rival in item.Rivals)
            Console.WriteLine($"      {Statistics.Number(item.Ratio(rival))} × {rival.Name} {Statistics.Show(rival.Values, item.Unit)}");
    }
}
