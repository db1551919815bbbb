using DuckBus.Chaos.History;

namespace DuckBus.Chaos.Reports;

/// <summary>What was checked, and what was wrong with it.</summary>
/// <param name="What">What must hold, as a sentence.</param>
/// <param name="Wrong">What does not; empty when all is well.</param>
public sealed record Finding(string What, IReadOnlyList<Violation> Wrong)
{
    /// <summary>One whose violations all stand, or all do not, when the run itself failed.</summary>
    public static Finding Of(string what, IEnumerable<string> wrong, bool stands) => new(what, [.. wrong.Select(one => new Violation(one, stands))]);

    /// <summary>For people.</summary>
    public IEnumerable<string> Lines => Wrong.Take(Most).Select(one => $"    {one}").Prepend($"{(Wrong.Count == 0 ? '✓' : '✗')} {What}");

    private const int Most = 20;
}
