namespace DuckBus.Dashboard.Worlds;

/// <summary>A part of the cluster warned of something.</summary>
/// <param name="At">When it was learned.</param>
/// <param name="About">The object.</param>
/// <param name="Message">What it said.</param>
public sealed record Warned(DateTimeOffset At, string About, string Message) : Happening(At);
