namespace DuckBus.Dashboard.Worlds;

/// <summary>Orders names as people do: node-2 before node-10.</summary>
public sealed class NaturalOrder : IComparer<string>
{
    /// <summary>The one instance.</summary>
    public static NaturalOrder Instance { get; } = new();

    /// <inheritdoc />
    public int Compare(string? x, string? y)
    {
        if (x is null || y is null) return string.CompareOrdinal(x, y);
        int i = 0, j = 0;
        while (i < x.Length && j < y.Length)
        {
            if (char.IsAsciiDigit(x[i]) && char.IsAsciiDigit(y[j]))
            {
                var left = Digits(x, ref i);
                var right = Digits(y, ref j);
                var order = left.Length != right.Length ? left.Length - right.Length : left.CompareTo(right, StringComparison.Ordinal);
                if (order != 0) return order;
            }
            else if (x[i++] is var a && y[j++] is var b && a != b)
            {
                return a - b;
            }
        }

        return x.Length - i != y.Length - j ? x.Length - i - (y.Length - j) : string.CompareOrdinal(x, y);
    }

    private static ReadOnlySpan<char> Digits(string text, ref int at)
    {
        var start = at;
        while (at < text.Length && char.IsAsciiDigit(text[at])) at++;
        return text.AsSpan(start, at - start).TrimStart('0');
    }
}
