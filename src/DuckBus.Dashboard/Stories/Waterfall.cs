namespace DuckBus.Dashboard.Stories;

/// <summary>A trace as bars, in the order of the tree.</summary>
/// <param name="TraceId">32 hex digits.</param>
/// <param name="Title">The name of its first span.</param>
/// <param name="Start">When it began.</param>
/// <param name="Milliseconds">From the first beginning to the last end.</param>
/// <param name="Bars">The spans on the way of the object that was asked for.</param>
/// <param name="Spans">How many spans the whole trace has.</param>
public sealed record Waterfall(string TraceId, string Title, DateTimeOffset Start, double Milliseconds, IReadOnlyList<WaterfallBar> Bars, int Spans);
