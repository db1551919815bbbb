using System.Globalization;
using DuckBus.Scenes.Clusters;

namespace DuckBus.Scenes.Races;

/// <summary>Reads a part's <c>/metrics</c>.</summary>
internal static class Metrics
{
    /// <summary>The sum of a counter over all its labels.</summary>
    public static async Task<long> SumAsync(Rest rest, string name, CancellationToken stop) => Sum(await rest.TextAsync("/metrics", stop), name);

    /// <summary>The sum of a counter over all its labels. Pure.</summary>
    internal static long Sum(string text, string name) => (long)text.Split('\n')
        .Where(line => line.StartsWith(name + "{", StringComparison.Ordinal) || line.StartsWith(name + " ", StringComparison.Ordinal))
        .Sum(line => double.Parse(line[(line.LastIndexOf(' ') + 1)..], CultureInfo.InvariantCulture));
}
