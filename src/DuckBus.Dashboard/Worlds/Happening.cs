namespace DuckBus.Dashboard.Worlds;

/// <summary>Something that the dashboard learned, once: what the history is made of.</summary>
/// <param name="At">When it was learned.</param>
public abstract record Happening(DateTimeOffset At);
