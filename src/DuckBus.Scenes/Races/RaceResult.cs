namespace DuckBus.Scenes.Races;

/// <summary>How a design did in the race. A time is null where the design never got there.</summary>
/// <param name="Design">Which.</param>
/// <param name="Start">From the first call until nine run.</param>
/// <param name="Crash">From three crashes until nine run again.</param>
/// <param name="Node">From the loss of a node until nine run again.</param>
/// <param name="Messages">Messages over the bus.</param>
/// <param name="ApiCalls">Calls to the API.</param>
/// <param name="Lost">Containers that do not run at the end.</param>
internal sealed record RaceResult(string Design, TimeSpan? Start, TimeSpan? Crash, TimeSpan? Node, long Messages, long ApiCalls, int Lost)
{
    /// <summary>All three together; endless where one is.</summary>
    public TimeSpan Total => Start is { } start && Crash is { } crash && Node is { } node ? start + crash + node : TimeSpan.MaxValue;
}
