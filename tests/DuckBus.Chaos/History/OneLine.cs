namespace DuckBus.Chaos.History;

/// <summary>An error in one line.</summary>
public static class OneLine
{
    private const int Longest = 300;

    /// <summary>The first line of its message, and the last one of what it announces.</summary>
    public static string Of(Exception error)
    {
        var lines = error.Message.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var line = lines switch
        {
            [] => error.GetType().Name,
            [var first, .., var last] when first.EndsWith(':') => $"{first} … {last}",
            [var first, ..] => first,
        };
        return line.Length > Longest ? $"{line[..Longest]}…" : line;
    }
}
