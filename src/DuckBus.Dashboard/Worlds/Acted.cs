namespace DuckBus.Dashboard.Worlds;

/// <summary>Somebody pressed a button here.</summary>
/// <param name="At">When it was learned.</param>
/// <param name="Words">What it was.</param>
public sealed record Acted(DateTimeOffset At, string Words) : Happening(At);
