namespace DuckBus.Dashboard.Stories;

/// <summary>One span as a bar.</summary>
/// <param name="SpanId">Which span.</param>
/// <param name="Depth">How deep it is in the tree.</param>
/// <param name="Service">Whose span it is.</param>
/// <param name="Name">Its name.</param>
/// <param name="Left">Where the bar begins, in percent of the trace.</param>
/// <param name="Width">How wide it is, in percent of the trace.</param>
/// <param name="Start">Milliseconds since the trace began.</param>
/// <param name="Milliseconds">How long it took.</param>
/// <param name="Failed">Whether it ended in an error.</param>
/// <param name="Trigger">What set it off, if it says so.</param>
/// <param name="IsOurs">Whether it is about the pod whose story is told.</param>
public sealed record WaterfallBar(
    string SpanId, int Depth, string Service, string Name, double Left, double Width, double Start, double Milliseconds, bool Failed, string? Trigger, bool IsOurs);
