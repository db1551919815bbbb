using System.Text.RegularExpressions;

namespace DuckBus.Testing.Kubernetes;

/// <summary>Compares what a program printed with what is expected of it.</summary>
public static class Wording
{
    /// <summary>
    /// Whether a text has a part that is as expected. Any space stands for any run of spaces, as in the columns of a table,
    /// and <c>*</c> for anything on a line.
    /// </summary>
    public static bool Has(string text, string expected)
    {
        var words = expected.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(word => Regex.Escape(word).Replace("\\*", "[^\n]*", StringComparison.Ordinal));
        return Regex.IsMatch(text, string.Join("[ \t]+", words), RegexOptions.CultureInvariant, TimeSpan.FromSeconds(5));
    }
}
