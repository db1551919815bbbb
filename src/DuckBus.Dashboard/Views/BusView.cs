using DuckBus.Dashboard.Bus;

namespace DuckBus.Dashboard.Views;

/// <summary>The bus as a line.</summary>
/// <param name="Look"><c>up</c>, <c>down</c>, or <c>none</c> where the cluster polls.</param>
/// <param name="Lamp">What the lamp says.</param>
/// <param name="Rate">How much travels.</param>
/// <param name="Dots">The changes under way.</param>
/// <param name="Countdown">Seconds until the next full list; null while the bus does the work.</param>
/// <param name="Period">Seconds between two full lists.</param>
/// <param name="List">Counts the lists, so that each draws a ring of its own.</param>
/// <param name="Repaired">What the lists have found; null if nothing.</param>
public sealed record BusView(
    string Look, string Lamp, string Rate, IReadOnlyList<DotView> Dots, double? Countdown, double Period, long List, string? Repaired)
{
    /// <summary>Where a station is on the line, in percent.</summary>
    public static double Place(Station station) => station switch
    {
        Station.ApiServer => 5,
        Station.Controllers => 42,
        Station.Scheduler => 69,
        _ => 95,
    };
}
