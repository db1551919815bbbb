using System.Diagnostics;

namespace DuckBus.Bench;

/// <summary>
/// Runs contenders one after the other, round by round, so that what disturbs one disturbs all: A B C, B C A. Nobody always comes after the
/// same one, whose leftovers would be counted for it.
/// </summary>
public static class Alternate
{
    /// <summary>What each contender reached, one value a round.</summary>
    /// <param name="rounds">How many rounds count.</param>
    /// <param name="warmUp">How many come before them and do not.</param>
    /// <param name="contenders">What is measured; it answers its figure.</param>
    public static async Task<IReadOnlyList<IReadOnlyList<double>>> RunAsync(int rounds, int warmUp, params IReadOnlyList<Func<Task<double>>> contenders)
    {
        var values = contenders.Select(_ => new List<double>()).ToList();
        for (var round = -warmUp; round < rounds; round++)
            for (var i = 0; i < contenders.Count; i++)
            {
                var one = (i + warmUp + round) % contenders.Count;
                var value = await contenders[one]();
                if (round >= 0) values[one].Add(value);
            }

        return values;
    }

    /// <summary>How long something takes, in milliseconds.</summary>
    public static async Task<double> TimeAsync(Func<Task> act)
    {
        var clock = Stopwatch.StartNew();
        await act();
        return clock.Elapsed.TotalMilliseconds;
    }
}
