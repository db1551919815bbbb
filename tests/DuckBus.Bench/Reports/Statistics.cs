using System.Globalization;

namespace DuckBus.Bench.Reports;

/// <summary>Median and spread.</summary>
public static class Statistics
{
    /// <summary>The value in the middle.</summary>
    public static double Median(IReadOnlyList<double> values) => Quantile(values, 0.5);

    /// <summary>The value below which a part of all lies, between neighbours in proportion.</summary>
    public static double Quantile(IReadOnlyList<double> values, double q)
    {
        var sorted = values.Order().ToList();
        var at = q * (sorted.Count - 1);
        var low = (int)Math.Floor(at);
        return sorted[low] + (sorted[Math.Min(low + 1, sorted.Count - 1)] - sorted[low]) * (at - low);
    }

    /// <summary>The median with its unit, and from quartile to quartile: <c>240 ms (231–252)</c>.</summary>
    public static string Show(IReadOnlyList<double> values, string unit)
    {
        var median = $"{Number(Median(values))}{(unit.StartsWith('/') ? "" : " ")}{unit}";
        return values.Count < 2 ? median : $"{median} ({Number(Quantile(values, 0.25))}–{Number(Quantile(values, 0.75))})";
    }

    /// <summary>Three digits that count, and thousands in groups.</summary>
    public static string Number(double value) => Math.Abs(value) switch
    {
        >= 100 => value.ToString("#,0", CultureInfo.InvariantCulture),
        >= 10 => value.ToString("0.0", CultureInfo.InvariantCulture),
        _ => value.ToString("0.00", CultureInfo.InvariantCulture),
    };
}
