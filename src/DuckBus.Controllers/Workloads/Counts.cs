using System.Globalization;
using DuckBus.Model.Values;

namespace DuckBus.Controllers.Workloads;

/// <summary>Numbers of pods that are given as a number or as a percentage. Pure.</summary>
public static class Counts
{
    /// <summary>The number that the value stands for; 0 for what is neither a number nor a percentage.</summary>
    /// <param name="value">The number or percentage.</param>
    /// <param name="of">What 100 % is.</param>
    /// <param name="roundUp">Whether parts of a pod count as one, or as none.</param>
    public static int Resolve(IntOrString value, int of, bool roundUp)
    {
        if (value.Number is { } number) return Math.Max(0, number);
        if (value.Text is not [.. var digits, '%'] || !int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var percent)) return 0;
        return (int)Math.Min(int.MaxValue, (((long)of * percent) + (roundUp ? 99 : 0)) / 100);
    }
}
