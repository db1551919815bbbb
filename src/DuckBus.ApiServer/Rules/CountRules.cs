using System.Globalization;
using DuckBus.Model.Errors;
using DuckBus.Model.Values;

namespace DuckBus.ApiServer.Rules;

/// <summary>What holds for numbers of pods that are given as a number or as a percentage.</summary>
internal static class CountRules
{
    /// <summary>Checks the value.</summary>
    /// <returns>The number, or the percentage as a number; null if it is neither.</returns>
    public static int? Validate(IntOrString? value, string field, Problems problems)
    {
        if (value?.Number is { } number)
        {
            problems.NotNegative(number, field);
            return number;
        }

        if (value?.Text is [.. var digits, '%'] && int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var percent)) return percent;
        problems.Add(StatusCause.Invalid(field, value?.Text, "must be a whole number or a percentage such as 25%"));
        return null;
    }

    /// <summary>Checks that a percentage is not of more than there is.</summary>
    public static void AtMostAll(IntOrString? value, int? read, string field, Problems problems) =>
        problems.Check(value?.Text is null || read is null or <= 100, () => StatusCause.Invalid(field, value, "must not be greater than 100%"));
}
