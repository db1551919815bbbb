namespace DuckBus.Dashboard.Stages;

/// <summary>Names for what a button declares. Pure.</summary>
public static class Names
{
    /// <summary>The first of <c>stem-1</c>, <c>stem-2</c>, … that is free.</summary>
    public static string Next(string stem, IEnumerable<string> taken)
    {
        var names = taken.ToHashSet(StringComparer.Ordinal);
        var number = 1;
        while (names.Contains($"{stem}-{number}")) number++;
        return $"{stem}-{number}";
    }
}
